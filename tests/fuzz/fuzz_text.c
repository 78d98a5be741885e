/* Plain text: paragraphs, lists, tables drawn with bars or parted by spaces. */
#include "document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	fuzz_document("fuzz.txt", (const char *)data, n);
	return 0;
}
