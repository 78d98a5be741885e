/* Who hears of which stage: owners, leads, supervisors and named recipients, each once. */
#include "table.h"
#include "base/text.h"
#include "remind/audience.h"

static const struct row {
	const char *name, *tell[3];
	bool marked; /* the notice marks who leads */
	const char *expected;
} rows[] = {
    {"owners of an unmarked task: all", {"owners"}, false,
	"mail:fin@x(市财政局) mail:edu@x(市教育局) "},
    {"owners of a marked task: leading and supporting", {"owners"}, true,
	"mail:edu@x(市教育局) group:(市教育局) mail:fin@x(市财政局) "},
    {"leads of a marked task", {"leads"}, true, "mail:edu@x(市教育局) group:(市教育局) "},
    {"leads of an unmarked task: all answer alike", {"leads"}, false,
	"mail:fin@x(市财政局) mail:edu@x(市教育局) "},
    {"supervisors", {"supervisors"}, false, "mail:sup@x(督查室) "},
    {"a named recipient", {"mail:boss@x"}, false, "mail:boss@x(-) "},
    {"a chat group", {"openness"}, false, "openness:(-) "},
    {"nobody twice", {"supervisors", "mail:sup@x", "supervisors"}, false, "mail:sup@x(督查室) "},
    {"nobody", {NULL}, false, ""},
};

static void add_unit(struct arena *a, struct directory *d, const char *name, const char *notify)
{
	struct unit *u = list_push(a, &d->units);

	u->name = name;
	*list_push(a, &u->notify) = notify;
}

static void test_row(void **state)
{
	const struct row *row = *state;
	struct arena a = {0};
	struct directory d = {0};
	struct policy p = {0};
	struct task t = {0};
	struct recipients got = {0};
	scope(text) printed = {0};

	add_unit(&a, &d, "市财政局", "mail:fin@x");
	add_unit(&a, &d, "市教育局", "mail:edu@x");
	add_unit(&a, &d, "督查室", "mail:sup@x");
	d.units.at[2].supervisor = true;
	*list_push(&a, &t.units) = "市財政局";
	*list_push(&a, &t.units) = "市教育局";
	if (row->marked) {
		*list_push(&a, &d.units.at[1].notify) = "group";
		*list_push(&a, &t.lead) = "市教育局";
		*list_push(&a, &t.supporting) = "市財政局";
	}
	for (int i = 0; i < 3 && row->tell[i]; i++)
		*list_push(&a, &p.tell[STAGE_DUE]) = row->tell[i];
	audience_of(&p, &(struct instant){.stage = STAGE_DUE}, &t, &d, DAY_NONE, &a, &got);
	list_each (const struct recipient *, r, got)
		text_addf(&printed, "%s:%s(%s) ", r->channel, r->address, r->unit ? r->unit : "-");
	assert_string_equal(text_get(&printed), row->expected);
	arena_release(&a);
}

int main(void)
{
	return table_run("audience", rows, test_row);
}
