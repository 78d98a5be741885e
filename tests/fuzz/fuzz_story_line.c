/* Lines of a simulation's script: words as a shell would see them, whatever stands there. */
#include "ctl/story_line.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	scope(text) s = fuzz_text(data, n);
	struct span rest = span_of(s.s), line;
	scope(arena) a = {0};
	struct error err;

	while (span_next_line(&rest, &line)) {
		struct story_line parts = {0};

		if (!story_line_read(line, &a, &parts, &err) || !parts.time)
			continue;
		must(parts.command && parts.words && strlen(parts.words) <= line.n);
	}
	return 0;
}
