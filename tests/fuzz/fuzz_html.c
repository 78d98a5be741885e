/* HTML pages, through libxml2. */
#include "document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	fuzz_document("fuzz.html", (const char *)data, n);
	return 0;
}
