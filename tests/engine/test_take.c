#include "office.h"

static const struct row rows[] = {
    {"1", "甲局", .due = "2017-06-30", .target = 200},
    {"2", "乙局", .due = "2018-12-31"},
    {"2", "乙局", .due = "2020-12-31"},
    {"3", "丙办", .recurrence = "FREQ=YEARLY;start=2016"},
};
static const moment now = 1477700000; /* 2016-10-29 */

static void reading_the_same_again_writes_nothing(void **state)
{
	struct office *o = *state;
	struct diff changes;
	int64_t before;

	office_read(o, rows, now);
	office_tick(o, "2016-10-31T10:00");
	before = db_total_changed(o->engine->db);
	changes = office_take(o, "office-1", rows, ROWS(rows), now + DAY_S);
	assert_int_equal(changes.changes.n, 0);
	diff_release(&changes);
	assert_int_equal(db_total_changed(o->engine->db), before);
	office_restart(o);
	assert_int_equal(db_total_changed(o->engine->db), 0);
}

static void an_edited_row_changes_only_itself(void **state)
{
	struct row edited[ROWS(rows)];
	struct office *o = *state;

	memcpy(edited, rows, sizeof rows);
	edited[1].due = "2019-12-31";
	office_read(o, rows, now);
	office_tick(o, "2016-10-31T10:00");
	office_read(o, edited, now + 30 * DAY_S);
	assert_string_equal(
	    office_words(o,
		"SELECT notice || ':' || task || '.' || milestone || ' ' || who || ' ' ||"
		" json_extract(detail, '$.from') || ' ' || json_extract(detail, '$.to')"
		" FROM events"),
	    "office-1:2.1 reader 2018-12-31 2019-12-31");
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM agenda WHERE known > 1477700000"), 1);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM agenda WHERE at = 1477700000 + 30 * 86400"), 1);
}

static void a_moved_day_is_told_again_and_nothing_else(void **state)
{
	struct row edited[ROWS(rows)];
	struct office *o = *state;

	memcpy(edited, rows, sizeof rows);
	edited[1].due = "2019-12-31";
	office_read(o, rows, now);
	office_tick(o, "2016-10-31T10:00");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders"), 4);
	office_read(o, edited, office_moment(o, "2016-11-15T12:00"));
	office_tick(o, "2016-11-16T10:00");
	assert_string_equal(
	    office_words(o, "SELECT key || '/' || late FROM reminders WHERE id > 4"),
	    "assigned/0 changed:1/0");
	assert_string_equal(
	    office_words(o, "SELECT recipient FROM deliveries WHERE created > 1479000000"),
	    "b@example.org");
}

static void who_is_made_responsible_later_is_not_told_late(void **state)
{
	struct row edited[ROWS(rows)];
	struct office *o = *state;

	memcpy(edited, rows, sizeof rows);
	edited[1].unit = edited[2].unit = "甲局";
	office_read(o, rows, now);
	office_tick(o, "2016-10-31T10:00");
	office_read(o, edited, office_moment(o, "2016-11-15T12:00"));
	office_tick(o, "2016-11-15T12:00");
	assert_string_equal(
	    office_words(o, "SELECT recipient || ' ' || key || ' ' || late || ' ' || state"
			    " FROM reminders WHERE at > 1479000000 ORDER BY milestone LIMIT 1"),
	    "a@example.org assigned 0 1");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders WHERE late"), 0);
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM reminders WHERE at > 1479000000"), 2);
}

/* Nothing ran when the slot of all of them came. */
static void who_was_responsible_all_along_is_told_late(void **state)
{
	struct office *o = *state;

	office_read(o, rows, now);
	office_tick(o, "2016-11-15T12:00");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders WHERE NOT late"), 0);
}

static void what_was_removed_is_retired_and_returns_with_its_progress(void **state)
{
	struct office *o = *state;
	json_t *shown;

	office_read(o, rows, now);
	office_do(
	    o, "report", now, "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=150\"]}");
	{
		struct diff changes =
		    office_take(o, "office-1", rows + 1, ROWS(rows) - 1, now + 10);

		assert_int_equal(changes.changes.n, 1);
		assert_int_equal(changes.changes.at[0].kind, CHANGE_RETIRED);
		diff_release(&changes);
	}
	assert_int_equal(office_count(o, "SELECT count(*) FROM tasks WHERE retired IS NULL"), 2);
	office_tick(o, "2016-10-31T10:00");
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM reminders WHERE recipient = 'a@example.org'"), 0);
	office_read(o, rows, now + 20);
	shown = office_verb(o, "show", now + 30, "{\"address\": \"office-1:1.1\"}");
	assert_non_null(shown);
	assert_true(
	    json_get_number(
		json_array_get(
		    json_object_get(json_array_get(json_object_get(shown, "items"), 0), "targets"),
		    0),
		"reported", 0) == 150);
	json_decref(shown);
	office_tick(o, "2016-10-31T10:00");
	assert_int_equal(
	    office_count(o, "SELECT count(*) FROM reminders WHERE recipient = 'a@example.org'"), 1);
}

static void reports_follow_a_target_by_another_name(void **state)
{
	struct notice named = office_notice("office-1", "2016-10-29", rows, ROWS(rows));
	struct office *o = *state;
	struct diff changes = {0};
	json_scope shown = NULL;
	const json_t *target;

	office_read(o, rows, now);
	office_do(
	    o, "report", now, "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=150\"]}");
	office_do(o, "report", now + 5,
	    "{\"address\": \"office-1:1.1\", \"values\": [\"数据集=160\"], \"note\": \"x\"}");
	named.tasks.at[0].milestones.at[0].targets.at[0].metric = "开放的政府数据集";
	good(o, take_notice(o->engine, &named, now + 10, &changes, &o->err));
	shown = office_verb(o, "show", now + 30, "{\"address\": \"office-1:1.1\"}");
	target = json_array_get(
	    json_object_get(json_array_get(json_object_get(shown, "items"), 0), "targets"), 0);
	assert_string_equal(json_get_text(target, "metric", ""), "开放的政府数据集");
	assert_true(json_get_number(target, "reported", 0) == 160);
	assert_string_equal(json_get_text(target, "who", ""), "li");
	assert_int_equal(json_array_size(json_object_get(shown, "history")), 4);
	diff_release(&changes);
	notice_release(&named);
}

static void a_notice_whose_file_is_gone_falls_silent_until_it_returns(void **state)
{
	struct office *o = *state;
	struct names none = {0};

	office_read(o, rows, now);
	good(o, take_present(o->engine, &none, now + 1, &o->err));
	office_tick(o, "2017-06-30T10:00");
	assert_int_equal(office_count(o, "SELECT count(*) FROM reminders"), 0);
	office_read(o, rows, office_moment(o, "2017-06-30T10:30"));
	office_tick(o, "2017-06-30T10:30");
	assert_int_equal(
	    office_count(o, "SELECT count(DISTINCT task || '.' || milestone) FROM reminders"), 4);
}

static void present_notices_are_left_alone(void **state)
{
	const char *here[] = {"another", "office-1"};
	struct names present = {here, 2, 2};
	struct office *o = *state;
	int64_t before;

	office_read(o, rows, now);
	before = db_total_changed(o->engine->db);
	good(o, take_present(o->engine, &present, now, &o->err));
	assert_int_equal(db_total_changed(o->engine->db), before);
}

static void tasks_without_a_deadline_are_told_once(void **state)
{
	static const struct row some[] = {
	    {"1", "甲局", .due = "2017-06-30"}, {"2", "乙局", .target = 5}};
	struct office *o = *state;

	office_read(o, some, now);
	office_read(o, some, now + 10);
	assert_string_equal(
	    office_words(o, "SELECT d.channel || ' ' || c.subject FROM deliveries d JOIN contents c"
			    " ON c.delivery = d.id"),
	    "group 【1项任务未读出时限】临办〔2016〕12号");
	assert_int_equal(
	    office_count(o, "SELECT instr(CAST(body AS TEXT), '第2项任务') > 0 FROM contents"), 1);
}

/* ---- long histories of edits: progress stays with its task, and only what moved is told again */

enum { THINGS_MAX = 24, TAKES = 10, STORIES = 150 };

struct thing {
	char text[200], was[200]; /* was: in the last reading that had it */
	day due, known;		  /* known: in the last reading that had it */
	int value;		  /* what was reported */
	char key[32];
	bool there, moved;
	int64_t reminders;
};
struct story {
	struct office *office;
	unsigned seed;
	char id[24];
	struct thing things[THINGS_MAX];
	int n, rows[THINGS_MAX], rows_n;
	moment now;
};

static int pick(struct story *s, int n)
{
	return rand_r(&s->seed) % n;
}

static void make_thing(struct story *s)
{
	struct thing *t = &s->things[s->n];

	*t = (struct thing){.value = 10 + s->n, .due = office_day("2019-06-30") + s->n};
	for (int i = 0; i < 8; i++) {
		unsigned c = 0x4e00 + (unsigned)pick(s, 2000);

		t->text[3 * i] = (char)(0xe0 | c >> 12);
		t->text[3 * i + 1] = (char)(0x80 | (c >> 6 & 0x3f));
		t->text[3 * i + 2] = (char)(0x80 | (c & 0x3f));
	}
	s->rows[s->rows_n++] = s->n++;
}

/* Take a row out, put one back or a new one in, reword, move a day, shuffle two. */
static void edit_story(struct story *s)
{
	int at = s->rows_n ? pick(s, s->rows_n) : 0, other = s->rows_n ? pick(s, s->rows_n) : 0;
	int back = pick(s, s->n), kind = pick(s, 6), kept = s->rows[at];
	bool there = false;

	for (int i = 0; i < s->rows_n; i++)
		there = there || s->rows[i] == back;
	if (kind == 0 && s->n < THINGS_MAX)
		make_thing(s);
	else if (kind == 1 && !there)
		s->rows[s->rows_n++] = back;
	else if (kind == 2 && s->rows_n > 1)
		s->rows[at] = s->rows[--s->rows_n];
	else if (kind == 3 && s->things[kept].there && strlen(s->things[kept].text) < 120)
		strcat(s->things[kept].text, "并公开");
	else if (kind == 4)
		s->things[kept].due += s->things[kept].due % 2 ? 31 : -31;
	else
		s->rows[at] = s->rows[other], s->rows[other] = kept;
}

/* What is taken out is as the plan has it, whatever was done to the row just before. */
static void edit_many(struct story *s)
{
	for (int edits = 1 + pick(s, 3); edits; edits--)
		edit_story(s);
	for (int i = 0; i < s->n; i++) {
		struct thing *t = &s->things[i];
		bool there = false;

		for (int k = 0; k < s->rows_n; k++)
			there = there || s->rows[k] == i;
		if (!there && *t->key) {
			strcpy(t->text, t->was);
			t->due = t->known;
		}
	}
}

static struct notice story_notice(struct story *s)
{
	struct notice n = {.id = s->id, .title = "重点任务", .issued = office_day("2016-10-29")};

	for (int i = 0; i < s->rows_n; i++) {
		const struct thing *thing = &s->things[s->rows[i]];
		const struct row row = {
		    .due = "2019-06-30", .target = 200 + thing->value}; /* the day follows */
		struct task *t = list_push(&n.arena, &n.tasks);
		struct milestone *m = list_push(&n.arena, &t->milestones);

		*m = office_milestone(&row);
		m->due = thing->due;
		*list_push(&n.arena, &m->targets) = (struct target){.metric = "数据集",
		    .unit = "个",
		    .op = OP_GE,
		    .value = row.target,
		    .due = m->due};
		t->no = arena_printf(&n.arena, "%d", i + 1);
		t->text = arena_dup(&n.arena, thing->text);
		*list_push(&n.arena, &t->units) = thing->value % 2 ? "甲局" : "乙局";
	}
	notice_number(&n);
	return n;
}

static int64_t count_reminders(struct story *s, const char *key)
{
	int64_t n = 0;

	good(s->office, db_number(s->office->engine->db,
			    "SELECT count(*) FROM reminders r JOIN tasks t ON t.id = r.task"
			    " WHERE t.notice = ? AND t.key = ?",
			    DB(db_text(s->id), db_text(key)), &n, &s->office->err));
	return n;
}

static void tick_at(struct story *s)
{
	good(s->office, tick_run(s->office->engine, s->now, &s->office->err));
}

/* What the reading before knew of each, and what of it is in this one. */
static void prepare_things(struct story *s)
{
	for (int i = 0; i < s->n; i++) {
		struct thing *t = &s->things[i];

		int64_t reminders = *t->key ? count_reminders(s, t->key) : 0;

		if (t->there && t->moved)
			assert_true(reminders > t->reminders);
		t->there = false;
		t->moved = *t->key && t->due != t->known;
		t->reminders = reminders;
	}
	for (int i = 0; i < s->rows_n; i++)
		s->things[s->rows[i]].there = true;
}

static void check_progress(struct story *s, const struct thing *t)
{
	char arguments[160];
	json_scope shown = NULL;
	const json_t *item;

	snprintf(arguments, sizeof arguments, "{\"address\": \"%s:%s.1\"}", s->id, t->key);
	shown = office_verb(s->office, "show", s->now, arguments);
	item = json_array_get(json_object_get(shown, "items"), 0);
	assert_string_equal(json_get_text(item, "text", ""), t->text);
	assert_true(json_get_number(json_array_get(json_object_get(item, "targets"), 0), "reported",
			0) == t->value);
}

static void report_new(struct story *s, struct thing *t, const char *key)
{
	char arguments[160];

	for (int i = 0; i < s->n; i++)
		assert_string_not_equal(s->things[i].key, key);
	snprintf(t->key, sizeof t->key, "%s", key);
	snprintf(arguments, sizeof arguments,
	    "{\"address\": \"%s:%s.1\", \"values\": [\"数据集=%d\"]}", s->id, key, t->value);
	office_do(s->office, "report", s->now, arguments);
}

/* A known one has its key and its progress, and hears again only if its day moved: then in the next slot. */
static void check_thing(struct story *s, struct thing *t, const char *key)
{
	if (!*t->key) {
		report_new(s, t, key);
		return;
	}
	assert_string_equal(t->key, key);
	check_progress(s, t);
	if (!t->moved)
		assert_int_equal(count_reminders(s, key), t->reminders);
}

static void take_story(struct story *s)
{
	struct notice fresh = story_notice(s);
	struct diff changes = {0};

	tick_at(s);
	prepare_things(s);
	good(s->office, take_notice(s->office->engine, &fresh, s->now, &changes, &s->office->err));
	tick_at(s);
	for (int i = 0; i < s->rows_n; i++) {
		struct thing *t = &s->things[s->rows[i]];

		check_thing(s, t, fresh.tasks.at[i].key);
		t->known = t->due;
		strcpy(t->was, t->text);
	}
	diff_release(&changes);
	notice_release(&fresh);
}

static void play_story(struct office *o, unsigned seed)
{
	struct story s = {.office = o, .seed = seed, .now = office_moment(o, "2016-10-31T10:00")};

	snprintf(s.id, sizeof s.id, "story-%u", seed);
	for (int i = 0; i < 4; i++)
		make_thing(&s);
	for (int i = 0; i < TAKES; i++, s.now += 3 * DAY_S) {
		take_story(&s);
		edit_many(&s);
	}
}

static void progress_stays_and_only_what_moved_is_told_again(void **state)
{
	(void)state;
	for (unsigned seed = 1; seed <= STORIES; seed++) {
		struct office *o = office_open(":memory:");

		play_story(o, seed);
		office_close(o);
	}
	print_message("seeds 1-%d, %d readings each\n", STORIES, TAKES);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    office_test(reading_the_same_again_writes_nothing),
	    office_test(an_edited_row_changes_only_itself),
	    office_test(a_moved_day_is_told_again_and_nothing_else),
	    office_test(who_is_made_responsible_later_is_not_told_late),
	    office_test(who_was_responsible_all_along_is_told_late),
	    office_test(what_was_removed_is_retired_and_returns_with_its_progress),
	    office_test(reports_follow_a_target_by_another_name),
	    office_test(a_notice_whose_file_is_gone_falls_silent_until_it_returns),
	    office_test(present_notices_are_left_alone),
	    office_test(tasks_without_a_deadline_are_told_once),
	    cmocka_unit_test(progress_stays_and_only_what_moved_is_told_again),
	};

	return cmocka_run_group_tests_name("take", tests, NULL, NULL);
}
