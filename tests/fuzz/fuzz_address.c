/* Addresses: what is taken prints to what is taken as the same. */
#include "fuzz.h"
#include "plan/address.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	scope(text) s = fuzz_text(data, n);
	struct address a, b;
	char printed[ADDRESS_BYTES];

	if (!address_parse(s.s, &a, NULL))
		return 0;
	must(address_parse(address_print(&a, printed), &b, NULL));
	must(address_equal(&a, &b) && !address_order(&a, &b));
	return 0;
}
