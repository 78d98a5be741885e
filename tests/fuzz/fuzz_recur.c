/* Recurrences: days come in order, none is skipped by looking back, and a name stands for its day. Lengths of time,
 * which are as short, are read along. */
#include "fuzz.h"
#include "calendar/duration.h"
#include "calendar/recur.h"

enum { FROM = 16000, TURNS = 8 };

static void walk(const struct recurrence *r)
{
	day d = FROM;

	for (int i = 0; i < TURNS; i++) {
		day next = recur_next(r, d);
		char name[16];

		if (next == DAY_NONE)
			return;
		must(next > d);
		must(recur_last(r, next) == next);
		recur_name(r, next, name);
		must(recur_named(r, name) == next);
		d = next;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	scope(text) s = fuzz_text(data, n);
	struct recurrence r;
	struct duration d, again;
	char printed[16];

	if (recur_parse(s.s, &r, NULL))
		walk(&r);
	if (duration_parse(s.s, &d)) {
		duration_print(d, printed);
		must(duration_parse(printed, &again) && again.n == d.n && again.unit == d.unit);
	}
	if (duration_parse_iso(s.s, &d)) {
		duration_print_iso(d, printed);
		must(duration_parse_iso(printed, &again) && again.n == d.n && again.unit == d.unit);
	}
	return 0;
}
