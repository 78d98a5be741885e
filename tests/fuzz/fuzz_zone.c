/* Moments: what is taken prints to what is taken as the same moment, but where the zone's offset had seconds, as
 * before 1916. */
#include "fuzz.h"
#include "calendar/zone.h"

/* The years 2 to 9998: a day within what can be printed. */
static const moment FIRST = -62104060800, LAST = 253370764799;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	scope(text) s = fuzz_text(data, n);
	char printed[ZONE_ISO_BYTES];
	struct zone zone;
	moment at, again;

	must(zone_open("Europe/Dublin", &zone, NULL));
	if (!zone_parse_iso(&zone, s.s, &at))
		return 0;
	if (at < FIRST || at > LAST || zone_offset(&zone, at) % MINUTE_S)
		return 0;
	zone_print_iso(&zone, at, printed);
	must(zone_parse_iso(&zone, printed, &again) && again == at);
	return 0;
}
