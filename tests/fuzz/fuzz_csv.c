/* CSV and TSV. */
#include "document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	fuzz_document("fuzz.csv", (const char *)data, n);
	return 0;
}
