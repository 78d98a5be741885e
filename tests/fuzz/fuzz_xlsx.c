/* Excel workbooks: the workbook and where its sheets are, one sheet, its strings, its styles. */
#include "parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const names[] = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels",
	    "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", NULL};

	fuzz_parts("fuzz.xlsx", names, data, n);
	return 0;
}
