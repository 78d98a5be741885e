#ifndef TESTS_FUZZ_PARTS_H
#define TESTS_FUZZ_PARTS_H
/* An office file whose parts are the input's, each behind a line "==": so the fuzzer changes XML, not packed bytes. */
#include "document.h"
#include "../notice/zip.h"

/* `names`: of the parts, in the order of the input, ended by NULL; what is missing there is left out. */
static inline void fuzz_parts(
    const char *name, const char *const *names, const uint8_t *data, size_t n)
{
	static const char line[] = "\n==\n";
	struct zip_part parts[8] = {0};
	scope(text) input = fuzz_text(data, n);
	char *rest = input.s;
	struct span zip;

	for (size_t i = 0; names[i] && rest; i++) {
		parts[i] = (struct zip_part){names[i], rest};
		rest = strstr(rest, line);
		if (rest) {
			*rest = '\0';
			rest += sizeof line - 1;
		}
	}
	zip = zip_of(parts);
	fuzz_document(name, zip.s, zip.n);
	free((char *)zip.s);
}
#endif
