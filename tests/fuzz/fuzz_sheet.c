/* A table of reported values, each line written as JSON and read again. */
#include "fuzz.h"
#include "../notice/lexicon.h"
#include "notice/read_sheet.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct span bytes = {.s = (const char *)data, .n = n};
	scope(sheet) sheet = {0};
	scope(arena) a = {0};
	struct error err = {0};

	if (!read_sheet("fuzz.csv", bytes, shipped_lexicon(), &sheet, &err)) {
		must(*err.s);
		return 0;
	}
	list_each (const struct sheet_line *, l, sheet.lines) {
		json_scope json = sheet_line_write(l);
		struct sheet_line again;

		must(sheet_line_read(json, &a, &again, &err));
	}
	return 0;
}
