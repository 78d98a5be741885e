/* Any bytes as an archive: broken ZIPs above all. What stands inside is for fuzz_docx.c and fuzz_xlsx.c. */
#include "document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	fuzz_document("fuzz.docx", (const char *)data, n);
	return 0;
}
