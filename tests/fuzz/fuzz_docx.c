/* Word documents: the body, then its numbering and its styles. */
#include "parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const names[] = {
	    "word/document.xml", "word/numbering.xml", "word/styles.xml", NULL};

	fuzz_parts("fuzz.docx", names, data, n);
	return 0;
}
