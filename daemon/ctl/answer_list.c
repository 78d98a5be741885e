/* Listings: one line an item, worst first, cut to the width of the terminal; an address is never cut, since it is what the
 * next command needs. */
#include <stdlib.h>
#include "ctl/answer.h"
#include "ctl/grid.h"
#include "ctl/item_words.h"

static const struct grid_column COLUMNS[] = {
    {.title = " "},
    {.title = "LEFT"},
    {.title = "DUE"},
    {.title = "ADDRESS"},
    {.title = "TASK", .least = 12, .weight = 2},
    {.title = "UNITS", .least = 6},
    {.title = "PROGRESS"},
};

static void add_item(struct grid *g, const json_t *item)
{
	const struct item_look *look = item_look(item);
	scope(text) left = {0}, due = {0}, units = {0}, progress = {0};

	item_add_left(&left, item);
	item_add_due(&due, item);
	item_add_units(&units, item);
	item_add_progress(&progress, item);
	grid_add(g, look->tint, look->mark);
	grid_add(g, look->tint, text_get(&left));
	grid_add(g, TINT_NONE, text_get(&due));
	grid_add(g, TINT_NONE, json_get_text(item, "address", ""));
	grid_add(g, TINT_NONE, json_get_text(item, "text", ""));
	grid_add(g, TINT_PALE, text_get(&units));
	grid_add(g, TINT_NONE, text_get(&progress));
}

struct place {
	const json_t *item;
	size_t i; /* in the answer: the order of the notice */
};

/* Worst light first, then what is due first; what has no day at the end of its light. */
static int compare(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int order = item_rank(x->item) - item_rank(y->item);

	if (!order)
		order =
		    strcmp(json_get_text(x->item, "due", "~"), json_get_text(y->item, "due", "~"));
	return order ? order : (x->i > y->i) - (x->i < y->i);
}

static void add_sorted(struct grid *g, const json_t *items)
{
	size_t n = json_array_size(items);
	struct place *all = calloc(n + 1, sizeof *all);

	if (!all)
		abort();
	for (size_t i = 0; i < n; i++)
		all[i] = (struct place){json_array_get(items, i), i};
	qsort(all, n, sizeof *all, compare);
	for (size_t i = 0; i < n; i++)
		add_item(g, all[i].item);
	free(all);
}

/* "3 overdue, 10 in time": how many of each light. */
static void add_counts(const json_t *items, const struct terminal *t, struct text *out)
{
	static const char *const words[ITEM_LOOKS] = {"overdue", "due soon", "in time", "at rest"};
	const json_t *first[ITEM_LOOKS] = {0}, *item;
	int counts[ITEM_LOOKS] = {0};
	size_t i, shown = 0;

	json_array_foreach (items, i, item) {
		counts[item_rank(item)]++;
		first[item_rank(item)] = item;
	}
	for (size_t k = 0; k < ITEM_LOOKS; k++) {
		scope(text) one = {0};

		if (!counts[k])
			continue;
		text_addf(&one, "%d %s", counts[k], words[k]);
		text_add(out, shown++ ? ", " : "\n");
		terminal_add(t, out, item_look(first[k])->tint, one.s);
	}
	text_addc(out, '\n');
}

void answer_list(const json_t *reply, const struct terminal *t, struct text *out)
{
	const json_t *items = json_object_get(reply, "items");
	scope(grid) g = {.columns = COLUMNS, .n = sizeof COLUMNS / sizeof *COLUMNS};

	if (!json_array_size(items)) {
		text_add(out, "nothing\n");
		return;
	}
	add_sorted(&g, items);
	grid_print(&g, t, out);
	add_counts(items, t, out);
}
