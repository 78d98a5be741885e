/* One clause wherever it may stand: the first byte chooses the place and whether the day of issue is known. */
#include "document.h"
#include "notice/clause.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct clause_context c = {.lexicon = shipped_lexicon(), .issued = DAY_NONE, .line = 1};
	struct clause out = {0};
	struct arena a = {0};

	if (!n)
		return 0;
	c.place = data[0] % (PLACE_PHRASE + 1);
	if (data[0] & 8) {
		c.issued = FUZZ_ISSUED;
		c.year = 2016;
		c.year_from = "title";
	}
	scope(text) s = fuzz_text(data + 1, n - 1);
	clause_read(&c, s.s, &a, &out);
	arena_release(&a);
	return 0;
}
