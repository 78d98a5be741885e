/* Lines of a table of reported values, and what becomes of each: taken, skipped, or wrong and why. */
#include "office.h"
#include "engine/sheets.h"
#include "plan/sheet.h"

static const char START[] = "2016-10-29T08:00", NOW[] = "2018-05-02T10:00";

/* 甲局: 数据集 (two stages) and 应用; 乙局: 覆盖率 % in task 2, 数据集 in task 3 (yearly); 丙办: a clock, 处理数. */
static struct notice plan(void)
{
	static const struct row rows[] = {
	    {"1", "甲局", .due = "2018-12-31", .target = 200},
	    {"1", "甲局", .due = "2020-12-31", .target = 350},
	    {"2", "乙局", .due = "2018-12-31", .target = 75},
	    {"3", "乙局", .recurrence = "FREQ=YEARLY;start=2016", .target = 20},
	    {"4", "丙办", .relative = "P30BD", .target = 5},
	    {"5", "乙局", .due = "2018-12-31", .target = 3},
	    {"6", "市丁局", .due = "2018-12-31"},
	};
	struct notice n = office_notice("o", "2016-10-29", rows, ROWS(rows));
	struct task *t = n.tasks.at;

	t[1].milestones.at->targets.at->metric = "覆盖率";
	t[1].milestones.at->targets.at->unit = "%";
	t[3].milestones.at->targets.at->metric = "处理数";
	t[3].milestones.at->targets.at->unit = "万件";
	t[4].milestones.at->targets.at->metric = "开放应用";
	return n;
}

static void take_plan(struct office *o)
{
	struct notice n = plan();
	struct diff changes = {0};

	good(o, take_notice(o->engine, &n, office_moment(o, START), &changes, &o->err));
	diff_release(&changes);
	notice_release(&n);
}

/* "address|unit|metric|value|date|note", one a line, as the reader would print them. */
static void print_lines(const char *lines, struct text *out)
{
	scope(text) copy = {0};
	char *rest, *line;
	int n = 1;

	text_add(&copy, lines);
	rest = copy.s;
	while (rest && (line = strsep(&rest, "\n")) && *line) {
		struct sheet_line l = {.line = ++n};
		json_scope object = NULL;

		for (int f = 0; f < SHEET_FIELDS; f++)
			l.field[f] = line ? strsep(&line, "|") : "";
		for (int f = 0; f < SHEET_FIELDS; f++)
			l.field[f] = l.field[f] ? l.field[f] : "";
		object = sheet_line_write(&l);
		json_add(object, out);
		text_addc(out, '\n');
	}
}

/* Drop a file; the summary for the log. */
static const char *drop_json(
    struct office *o, const char *name, const struct text *json, const char *at)
{
	scope(text) summary = {0};
	struct sheet_job *j;
	bool done = false;

	sheets_open(o->engine, name, text_get(json), json->len, &j);
	while (!done)
		good(o, sheets_step(j, office_moment(o, at), &done, &summary, &o->err));
	sheets_close(j);
	return arena_dup(&o->a, text_get(&summary));
}

static const char *drop(struct office *o, const char *name, const char *lines, const char *at)
{
	scope(text) json = {0};

	if (*lines)
		print_lines(lines, &json);
	return drop_json(o, name, &json, at);
}

static const char *events_of_reports(struct office *o)
{
	return office_words(o,
	    "SELECT task || '.' || milestone || iif(occurrence = '', '', '@' || occurrence) || '=' "
	    "||"
	    " json_extract(detail, '$.value') || ifnull('/' || json_extract(detail, '$.on'), '')"
	    " FROM events WHERE kind = 'report' ORDER BY id");
}

static const struct line_row {
	const char *name, *line;
	const char *event; /* NULL: refused */
	const char *says;
} lines[] = {
    {"an address", "o:1.1||数据集|150|2018-05-01|初步", "1.1=150.0/2018-05-01", NULL},
    {"an address in the column of units", "|o:1.1|数据集|150||", "1.1=150.0/2018-05-02", NULL},
    {"today without a date", "o:1.1||数据集|150||", "1.1=150.0/2018-05-02", NULL},
    {"a part of the metric, the other script", "o:1.1||數據|150||", "1.1=150.0/2018-05-02", NULL},
    {"the only metric unsaid", "o:1.1|||150||", "1.1=150.0/2018-05-02", NULL},
    {"a task's only milestone", "o:2|||75%||", "2.1=75.0/2018-05-02", NULL},
    {"a share", "o:2.1||覆盖率|0.75||", "2.1=75.0/2018-05-02", NULL},
    {"a share of two numbers", "o:2.1||覆盖率|150/200||", "2.1=75.0/2018-05-02", NULL},
    {"with its unit of measure", "o:1.1||数据集|163个||", "1.1=163.0/2018-05-02", NULL},
    {"thousands", "o:1.1||数据集|1,163||", "1.1=1163.0/2018-05-02", NULL},
    {"full width", "o:1.1||数据集|１６３||", "1.1=163.0/2018-05-02", NULL},
    {"the turn of that day", "o:3.1|||5|2017-03-01|", "3.1@2016=5.0/2017-03-01", NULL},
    {"an occurrence by name", "o:3.1@2018|||5||", "3.1@2018=5.0/2018-05-02", NULL},
    {"unit and metric", "|乙局|覆盖率|75%||", "2.1=75.0/2018-05-02", NULL},
    {"a part of the unit", "|丁|数据集|1||", NULL, "no task of this unit has anything to report"},
    {"stages of one task share their reports", "|甲局|数据集|150||", "1.1=150.0/2018-05-02", NULL},
    {"a unit in the other script", "|甲局|數據集|150||", "1.1=150.0/2018-05-02", NULL},
    {"a part of the metric", "|乙局|数|5||", "3.1@2017=5.0/2018-05-02", NULL},
    {"several metrics", "|乙局||5||", NULL, "fits several: o:2.1 (覆盖率 ≥ 75%), "},
    {"no such metric of the unit", "|乙局|产值|5||", NULL,
	"\"产值\" is none of the targets of 乙局: 覆盖率, 数据集, 开放应用"},
    {"no such unit", "|戊局|数据集|5||", NULL, "\"戊局\": no task of this unit"},
    {"no clock", "|丙办|处理数|5||", NULL, "nothing of it is running"},
    {"no clock, by address", "o:4.1||处理数|5||", NULL, "no clock of this milestone is running"},
    {"neither address nor unit", "||数据集|5||", NULL,
	"an address (NOTICE:TASK.MILESTONE) or a unit"},
    {"no such task", "o:9.1||数据集|5||", NULL, "there is no such task"},
    {"no such milestone", "o:1.7||数据集|5||", NULL, "the task has no milestone 7"},
    {"which milestone", "o:1||数据集|5||", NULL, "the task has 2 milestones"},
    {"no address at all", "甲局||数据集|5||", NULL, "甲局"},
    {"nothing is measured", "o:6.1|||5||", NULL, "report it with done"},
    {"no such metric", "o:1.1||产值|5||", NULL, "none of the targets: 数据集 (≥ 200 个)"},
    {"per cent of things", "o:1.1||数据集|75%||", NULL, "write how many, as in 200 or 200个"},
    {"things for per cent", "o:2.1||覆盖率|75个||", NULL, "75%, 0.75 or 150/200"},
    {"words", "o:1.1||数据集|已完成||", NULL, "digits 0-9"},
    {"no value", "o:1.1||数据集|||", NULL, "digits 0-9"},
    {"no day", "o:1.1||数据集|5|下周|", NULL, "\"下周\" is no day"},
    {"tomorrow", "o:1.1||数据集|5|2018-05-03|", NULL, "has not come yet"},
};

static void each_line(void **state)
{
	const struct line_row *row = *state;
	struct office *o = office_open(":memory:");
	const char *summary;

	take_plan(o);
	summary = drop(o, "x.csv", row->line, NOW);
	if (row->event) {
		if (!strstr(summary, "taken=1 skipped=0 wrong=0"))
			fail_msg("%s", summary);
		assert_string_equal(events_of_reports(o), row->event);
		assert_string_equal(office_words(o, "SELECT who FROM events"), "file:x.csv");
	} else {
		if (!strstr(summary, "taken=0 skipped=0 wrong=1") || !strstr(summary, row->says))
			fail_msg("%s", summary);
		assert_string_equal(events_of_reports(o), "");
	}
	assert_string_equal(drop(o, "x.csv", row->line, NOW), "");
	office_close(o);
}

/* Files dropped one after the other, and what is on record in the end. */
static const struct drop_row {
	const char *name;
	const char *files[4][2];   /* name, lines */
	const char *events, *last; /* of the last drop's summary; "" nothing new */
} drops[] = {
    {"a file that grows",
	{{"a.csv", "o:1.1|||150|2018-03-01|\n"},
	    {"a.csv", "o:1.1|||150|2018-03-01|\no:1.1|||160|2018-04-01|\n"}},
	"1.1=150.0/2018-03-01 1.1=160.0/2018-04-01", "taken=1 skipped=1 wrong=0"},
    {"the same under another name",
	{{"a.csv", "o:1.1|||150|2018-03-01|\n"}, {"a (1).csv", "o:1.1|||150|2018-03-01|\n"}},
	"1.1=150.0/2018-03-01", "taken=0 skipped=1 wrong=0"},
    {"a line twice in a file", {{"a.csv", "o:1.1|||150|2018-03-01|\no:1.1|||150|2018-03-01|\n"}},
	"1.1=150.0/2018-03-01", "taken=1 skipped=1 wrong=0"},
    {"the same written otherwise",
	{{"a.csv", "o:1.1|||150|2018-03-01|\n"}, {"a.csv", "|甲局|數據集|150個|2018-03-01|\n"}},
	"1.1=150.0/2018-03-01", "taken=0 skipped=1 wrong=0"},
    {"a corrected line",
	{{"a.csv", "o:1.1|||150|2018-03-01|\n"}, {"a.csv", "o:1.1|||160|2018-03-01|\n"}},
	"1.1=150.0/2018-03-01 1.1=160.0/2018-03-01", "taken=1 skipped=0 wrong=0"},
    {"corrected, and back",
	{{"a.csv", "o:1.1|||150|2018-03-01|\n"}, {"a.csv", "o:1.1|||160|2018-03-01|\n"},
	    {"a.csv", "o:1.1|||150|2018-03-01|\n"}},
	"1.1=150.0/2018-03-01 1.1=160.0/2018-03-01 1.1=150.0/2018-03-01",
	"taken=1 skipped=0 wrong=0"},
    {"a correction added below, read again",
	{{"a.csv", "o:1.1|||150|2018-03-01|\no:1.1|||160|2018-03-01|\n"},
	    {"a.csv", "o:1.1|||150|2018-03-01|\no:1.1|||160|2018-03-01|\n"}},
	"1.1=150.0/2018-03-01 1.1=160.0/2018-03-01", ""},
    {"a correction added below, grown",
	{{"a.csv", "o:1.1|||150|2018-03-01|\no:1.1|||160|2018-03-01|\n"},
	    {"a.csv",
		"o:1.1|||150|2018-03-01|\no:1.1|||160|2018-03-01|\no:1.1|||170|2018-04-01|\n"}},
	"1.1=150.0/2018-03-01 1.1=160.0/2018-03-01 1.1=170.0/2018-04-01",
	"taken=1 skipped=2 wrong=0"},
    {"another note is another report",
	{{"a.csv", "o:1.1|||150|2018-03-01|\n"}, {"a.csv", "o:1.1|||150|2018-03-01|核实\n"}},
	"1.1=150.0/2018-03-01 1.1=150.0/2018-03-01", "taken=1 skipped=0 wrong=0"},
    {"a wrong line beside right ones",
	{{"a.csv", "o:1.1|||150|2018-03-01|\no:1.1|||75%|2018-03-02|\no:2|||50%|2018-03-01|\n"}},
	"1.1=150.0/2018-03-01 2.1=50.0/2018-03-01", "taken=2 skipped=0 wrong=1"},
    {"what was wrong is mended",
	{{"a.csv", "o:1.1|||150|2018-03-01|\no:2|||75个|2018-03-02|\n"},
	    {"a.csv", "o:1.1|||150|2018-03-01|\no:2|||75%|2018-03-02|\n"}},
	"1.1=150.0/2018-03-01 2.1=75.0/2018-03-02", "taken=1 skipped=1 wrong=0"},
    {"a stage that is done keeps its reports, another one is open",
	{{"a.csv", "|甲局|数据集|200|2018-03-01|\n"},
	    {"a.csv", "|甲局|数据集|200|2018-03-01|\n|甲局|数据集|210|2018-04-01|\n"}},
	NULL, "taken=1 skipped=1 wrong=0"},
    {"nothing but a header", {{"a.csv", ""}}, "", "taken=0 skipped=0 wrong=0"},
};

static void in_a_row(void **state)
{
	const struct drop_row *row = *state;
	struct office *o = office_open(":memory:");
	const char *last = "";

	take_plan(o);
	for (int i = 0; i < 4 && row->files[i][0]; i++)
		last = drop(o, row->files[i][0], row->files[i][1], NOW);
	if (row->events)
		assert_string_equal(events_of_reports(o), row->events);
	if (*row->last ? !strstr(last, row->last) : *last)
		fail_msg("%s", last);
	for (int i = 0; i < 4 && row->files[i][0]; i++)
		if (!row->files[i + 1][0])
			assert_string_equal(drop(o, row->files[i][0], row->files[i][1], NOW), "");
	office_close(o);
}

/* Whatever the child prints: a sentence, no crash. */
static void what_is_no_line_is_told(void **state)
{
	struct office *o = *state;
	scope(text) json = {0};
	const char *summary;

	take_plan(o);
	text_add(&json, "{\"line\":2}\n[]\nnonsense\n\n{\"line\":5,\"unit\":7,\"value\":[]}\n");
	summary = drop_json(o, "x.csv", &json, NOW);
	if (!strstr(summary, "taken=0 skipped=0 wrong=4"))
		fail_msg("%s", summary);
}

/* Lines without a date count for the day on which they are read first, and once. */
static void lines_without_a_date_count_once(void **state)
{
	struct office *o = *state;

	take_plan(o);
	drop(o, "a.csv", "o:1.1|||150||\n", NOW);
	assert_string_equal(drop(o, "a.csv", "o:1.1|||150||\n", "2018-05-03T10:00"), "");
	drop(o, "a.csv", "o:1.1|||150||\no:1.1|||160||\n", "2018-05-04T10:00");
	drop(o, "a.csv", "o:1.1|||150||\no:1.1|||160||\no:2|||50%||\n", "2018-05-05T10:00");
	assert_string_equal(
	    events_of_reports(o), "1.1=150.0/2018-05-02 1.1=160.0/2018-05-04 2.1=50.0/2018-05-05");
	drop(o, "a.csv", "o:1.1|||150||\n", "2018-05-06T10:00");
	assert_string_equal(events_of_reports(o),
	    "1.1=150.0/2018-05-02 1.1=160.0/2018-05-04 2.1=50.0/2018-05-05 1.1=150.0/2018-05-06");
	drop(o, "b.csv", "o:1.1|||150||\n", "2018-05-06T11:00");
	drop(o, "b.csv", "o:1.1|||150||\n", "2018-05-07T11:00");
	assert_string_equal(office_words(o, "SELECT who || count(*) FROM events GROUP BY who"),
	    "file:a.csv4 file:b.csv1");
}

/* Somebody corrects by hand what the file said; the file, read again at a restart or grown, does not undo that. */
static void a_correction_by_hand_stays(void **state)
{
	struct office *o = *state;

	take_plan(o);
	drop(o, "a.csv", "o:2.1|||50%|2018-05-02|\n", NOW);
	office_do(o, "report", office_moment(o, NOW) + 60,
	    "{\"address\": \"o:2.1\", \"values\": [\"覆盖率=40%\"]}");
	office_restart(o);
	assert_string_equal(drop(o, "a.csv", "o:2.1|||50%|2018-05-02|\n", NOW), "");
	drop(o, "a.csv", "o:2.1|||50%|2018-05-02|\no:1.1|||5||\n", NOW);
	assert_string_equal(
	    office_words(o, "SELECT who || json_extract(detail, '$.value') FROM events"
			    " WHERE task = '2' ORDER BY id"),
	    "file:a.csv50.0 li40.0");
}

static void what_was_wrong_is_told_once(void **state)
{
	static const char bad[] = "o:1.1|||75%|2018-03-02|\no:1.1|||150||\n|乙局||5||\n";
	struct office *o = *state;

	take_plan(o);
	drop(o, "报表.csv", bad, NOW);
	office_restart(o);
	drop(o, "报表.csv", bad, NOW);
	assert_string_equal(
	    office_words(o, "SELECT d.channel || ' ' || c.subject FROM deliveries d JOIN contents c"
			    " ON c.delivery = d.id WHERE c.subject LIKE '%报表%'"),
	    "group 【2行未采纳,1行已采纳】填报表 报表.csv");
	assert_int_equal(
	    office_count(o, "SELECT instr(CAST(body AS TEXT), '值“75%”与指标的计量单位') > 0"
			    " AND instr(CAST(body AS TEXT), 'o:2.1 (覆盖率 ≥ 75%)') > 0"
			    " FROM contents WHERE subject LIKE '%报表%'"),
	    1);
	drop(o, "报表.csv", "o:1.1|||75%|2018-03-02|\n", NOW);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM contents WHERE subject LIKE '%报表%'"), 2);
	drop(o, "报表.csv", "o:1.1|||150||\n", NOW);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM contents WHERE subject LIKE '%报表%'"), 2);
}

static void what_cannot_be_read_is_told_once(void **state)
{
	struct office *o = *state;

	for (int i = 0; i < 2; i++)
		good(o, sheets_unreadable(o->engine, "x.xls", "x.xls: seems to be an old workbook",
			    office_moment(o, NOW), &o->err));
	assert_string_equal(
	    office_words(o, "SELECT subject FROM contents"), "【无法读取】填报表 x.xls");
}

static void status_shows_the_last_files(void **state)
{
	struct office *o = *state;
	json_scope status = NULL;
	scope(text) shown = {0};

	take_plan(o);
	for (int i = 0; i < 22; i++)
		drop(o, arena_printf(&o->a, "%d.csv", i), "o:1.1|||150||\no:1.1|||x||\n", NOW);
	drop(o, "5.csv", "o:1.1|||151||\n", "2018-05-02T11:00");
	status = office_verb(o, "status", office_moment(o, NOW), "{}");
	assert_non_null(status);
	assert_int_equal(json_array_size(json_object_get(status, "reports")), 20);
	json_add(json_array_get(json_object_get(status, "reports"), 0), &shown);
	text_addc(&shown, ' ');
	json_add(json_array_get(json_object_get(status, "reports"), 1), &shown);
	assert_string_equal(text_get(&shown),
	    "{\"file\":\"5.csv\",\"at\":\"2018-05-02T11:00:00+08:00\",\"taken\":1,\"skipped\":0,"
	    "\"wrong\":0,\"unreadable\":null} "
	    "{\"file\":\"21.csv\",\"at\":\"2018-05-02T10:00:00+08:00\","
	    "\"taken\":0,\"skipped\":1,\"wrong\":1,\"unreadable\":null}");
}

/* ---- any order gives the same */

enum { ROUNDS = 60, POOL = 40 };

struct random {
	uint64_t state;
};

static unsigned pick(struct random *r, unsigned below)
{
	r->state = r->state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(r->state >> 33) % below;
}

/* A line of its own day, so that no other corrects it. */
static const char *random_line(struct office *o, struct random *r, int i)
{
	static const char *const where[] = {"o:1.1||数据集", "|甲局|数据集", "o:2||覆盖率",
	    "|乙局|覆盖率", "o:3.1@2018||", "o:5||开放"};
	unsigned at = pick(r, ROWS(where));
	char on[11];

	civil_print(office_day("2018-01-01") + i, on);
	return arena_printf(&o->a, "%s|%u|%s|\n", where[at], 2 + pick(r, 40), on);
}

/* How everything stands, and what is on record, without who and when. */
static const char *standing(struct office *o)
{
	json_scope list = office_verb(o, "list", office_moment(o, NOW), "{}");
	scope(text) out = {0};
	json_t *item, *target;
	size_t i, k;

	json_array_foreach (json_object_get(list, "items"), i, item) {
		text_addf(&out, "%s %s", json_get_text(item, "address", ""),
		    json_get_text(item, "standing", ""));
		json_array_foreach (json_object_get(item, "targets"), k, target)
			text_addf(&out, " %g", json_get_number(target, "reported", -1));
		text_addc(&out, '\n');
	}
	text_add(
	    &out, office_words(o,
		      "SELECT task || '.' || milestone || ' ' || json_extract(detail, '$.on') ||"
		      " ' ' || json_extract(detail, '$.value') || ';' FROM events"
		      " WHERE kind = 'report' ORDER BY 1"));
	return arena_dup(&o->a, text_get(&out));
}

/* The pool's lines in random order, cut into files at random places, some of them dropped again. */
static const char *drop_pool(struct office *o, struct random *r, const char *const *pool)
{
	const char *order[POOL];
	scope(text) file = {0};
	int n = 0;

	memcpy(order, pool, sizeof order);
	for (int i = POOL - 1; i > 0; i--) {
		int k = (int)pick(r, (unsigned)i + 1);
		const char *other = order[k];

		order[k] = order[i];
		order[i] = other;
	}
	engine_close(o->engine);
	good(o, engine_open(&o->settings, &o->engine, &o->err));
	take_plan(o);
	for (int i = 0; i < POOL; i++) {
		text_add(&file, order[i]);
		if (pick(r, 5) && i < POOL - 1)
			continue;
		drop(o, arena_printf(&o->a, "%d.csv", n++), text_get(&file), NOW);
		if (!pick(r, 3))
			drop(o, arena_printf(&o->a, "%u.csv", pick(r, 9)), text_get(&file), NOW);
		if (pick(r, 2))
			text_reset(&file);
	}
	return standing(o);
}

static void any_order_gives_the_same(void **state)
{
	struct random r = {20180502};

	(void)state;
	print_message("seed %llu\n", (unsigned long long)r.state);
	for (int round = 0; round < ROUNDS; round++) {
		struct office *o = office_open(":memory:");
		const char *pool[POOL], *first;

		for (int i = 0; i < POOL; i++)
			pool[i] = random_line(o, &r, i);
		first = drop_pool(o, &r, pool);
		assert_string_equal(drop_pool(o, &r, pool), first);
		assert_string_equal(drop_pool(o, &r, pool), first);
		office_close(o);
	}
}

/* ---- many lines */

/* No step of 10,000 lines holds the loop: each is a bounded number of lines. */
static void many_lines_come_in_bounded_steps(void **state)
{
	struct office *o = *state;
	scope(text) all = {0}, json = {0}, summary = {0};
	struct sheet_job *j;
	bool done = false;
	int64_t before = 0, most = 0;
	int steps = 0;

	take_plan(o);
	for (int i = 0; i < 10000; i++) {
		char on[11];

		civil_print(office_day("1990-01-01") + i, on);
		text_addf(&all, "|%s|%s|%d|%s|\n", i % 2 ? "甲局" : "乙局",
		    i % 2 ? "数据集" : "覆盖率", i % 90, on);
	}
	print_lines(all.s, &json);
	sheets_open(o->engine, "many.csv", json.s, json.len, &j);
	while (!done) {
		int64_t n;

		good(o, sheets_step(j, office_moment(o, NOW), &done, &summary, &o->err));
		n = office_count(o, "SELECT count(*) FROM events");
		most = n - before > most ? n - before : most;
		before = n;
		steps++;
	}
	sheets_close(j);
	assert_non_null(strstr(text_get(&summary), "taken=10000 skipped=0 wrong=0"));
	assert_true(most <= 100 && steps >= 200);
	assert_string_equal(drop_json(o, "many.csv", &json, NOW), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    office_test(what_is_no_line_is_told),
	    office_test(lines_without_a_date_count_once),
	    office_test(a_correction_by_hand_stays),
	    office_test(what_was_wrong_is_told_once),
	    office_test(what_cannot_be_read_is_told_once),
	    office_test(status_shows_the_last_files),
	    cmocka_unit_test(any_order_gives_the_same),
	    office_test(many_lines_come_in_bounded_steps),
	};

	return table_run("lines", lines, each_line) + table_run("drops", drops, in_a_row) +
	       cmocka_run_group_tests_name("sheets", tests, NULL, NULL);
}
