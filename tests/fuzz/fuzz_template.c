/* Templates: one that is taken is filled with a little of everything, for each place. */
#include "fuzz.h"
#include "remind/template_fill.h"

static const char data_json[] =
    "{\"unit\":\"A & "
    "B\",\"tasks\":\"2\",\"title\":\"{{unit}}\",\"own\":true,\"none\":[],\"sections\":[{"
    "\"heading\":"
    "\"*x*\",\"items\":[{\"no\":\"1\",\"text\":\"<b>\",\"soon\":true},{\"no\":\"2\"}]}]}";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	scope(text) s = fuzz_text(data, n);
	scope(errors) mistakes = {0};
	scope(arena) a = {0};
	struct nodes nodes = {0};
	json_scope values = json_loads(data_json, 0, NULL);

	if (!template_parse(&a, "fuzz", &s, &nodes, &mistakes)) {
		must(mistakes.mistakes);
		return 0;
	}
	for (int markup = MARKUP_PLAIN; markup <= MARKUP_HTML; markup++) {
		scope(text) out = {.cap = 1 << 20};
		struct fill f = {.nodes = &nodes, .markup = markup, .out = &out};

		f.place = markup % (PLACE_CHAT + 1);
		fill_template(&f, values);
	}
	return 0;
}
