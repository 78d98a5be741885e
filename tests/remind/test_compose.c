/* Messages as they arrive: whole texts compared with golden files, hostile words in every place, and parts that fit
 * their channel whatever the message. */
#include <ctype.h>
#include "sample_news.h"
#include "base/json.h"
#include "base/utf8.h"

static const char *const languages[] = {"zh_CN", "zh_TW", "en"};

static struct letters compose(struct sample *s, const char *kind)
{
	struct channel c = sample_channel(kind);
	struct letters out = {0};

	assert_non_null(c.kind);
	compose_letters(&s->message, &c, &s->calendar, s->templates, &s->arena, &out);
	assert_true(out.n > 0);
	return out;
}

/* ---- whole messages */

static const struct golden {
	const char *name, *kind, *language;
	enum {
		ONE_NOTICE,
		SEVERAL,
		NEWS
	} of; /* … from two notices, or of what lags and happened */
} goldens[] = {
    {"mail.zh_CN.txt", "smtp", "zh_CN", SEVERAL},
    {"mail.zh_TW.txt", "smtp", "zh_TW", ONE_NOTICE},
    {"mail.en.txt", "smtp", "en", ONE_NOTICE},
    {"mail.zh_CN.html", "smtp", "zh_CN", SEVERAL},
    {"wecom.zh_CN.txt", "wecom", "zh_CN", ONE_NOTICE},
    {"dingtalk.zh_CN.txt", "dingtalk", "zh_CN", SEVERAL},
    {"feishu.zh_CN.txt", "feishu", "zh_CN", ONE_NOTICE},
    {"slack.en.txt", "slack", "en", SEVERAL},
    {"webhook.json", "webhook", "zh_CN", SEVERAL},
    {"news.zh_CN.txt", "smtp", "zh_CN", NEWS},
    {"news.zh_TW.txt", "smtp", "zh_TW", NEWS},
    {"news.en.txt", "smtp", "en", NEWS},
    {"news.zh_CN.html", "smtp", "zh_CN", NEWS},
    {"news.dingtalk.zh_CN.txt", "dingtalk", "zh_CN", NEWS},
    {"news.webhook.json", "webhook", "en", NEWS},
};

static void fill_sample(struct sample *s, bool several)
{
	sample_fresh(s);
	sample_soon(s);
	sample_overdue(s);
	if (several)
		sample_clock(s);
}

static const char *body_of(const struct golden *row, const struct letter *l)
{
	if (strstr(row->name, ".html"))
		return l->html;
	return l->text ? l->text : l->chat ? l->chat : l->data;
}

/* DEADLINED_GOLDEN=write writes them anew, to be read before they are committed. */
static void test_golden(void **state)
{
	const struct golden *row = *state;
	struct sample s;
	struct letters got;
	scope(text) out = {0};
	scope(text) expected = {0};
	const char *file;

	sample_open(&s);
	if (row->of == NEWS)
		news_all(&s);
	else
		fill_sample(&s, row->of == SEVERAL);
	s.message.language = row->language;
	got = compose(&s, row->kind);
	assert_int_equal(got.n, 1);
	text_addf(&out, "%s\n\n%s", got.at[0].subject, body_of(row, &got.at[0]));
	file = arena_printf(
	    &s.arena, "%s/%s", file_data(&s.arena, "../tests/remind/golden"), row->name);
	if (getenv("DEADLINED_GOLDEN"))
		assert_true(file_replace(file, out.s, out.len, NULL));
	assert_true(file_read(file, 1 << 20, &expected, NULL));
	assert_string_equal(text_get(&out), text_get(&expected));
	sample_close(&s);
}

/* A deputy is told for whom it hears; so is a program. */
static const struct stand_in {
	const char *name, *language, *kind, *holds;
} stand_ins[] = {
    {"deputy: zh_CN", "zh_CN", "maildir", "    代市教育局接收 · 第 3 次提醒\n"},
    {"deputy: zh_TW", "zh_TW", "maildir", "    代市教育局接收 · 第 3 次提醒\n"},
    {"deputy: en", "en", "maildir", "    in place of 市教育局, which is away · reminder no. 3\n"},
    {"deputy: in a group", "zh_CN", "wecom", "代市教育局接收"},
    {"deputy: for programs", "en", "webhook", "\"in_place_of\":\"市教育局\""},
};

static void test_deputy(void **state)
{
	const struct stand_in *row = *state;
	const struct golden as = {.name = ""};
	struct sample s;
	struct letters got;

	sample_open(&s);
	sample_overdue(&s)->in_place_of = "市教育局";
	s.message.language = row->language;
	got = compose(&s, row->kind);
	if (!strstr(body_of(&as, &got.at[0]), row->holds))
		fail_msg("%s", body_of(&as, &got.at[0]));
	sample_close(&s);
}

/* ---- subjects, threads, order */

static void test_subject(void **state)
{
	struct sample s;

	(void)state;
	sample_open(&s);
	sample_soon(&s);
	sample_overdue(&s);
	assert_string_equal(compose_subject(&s.message, &s.calendar, s.templates, &s.arena),
	    "【逾期1项 · 7天内到期1项】云府办〔2016〕8号 — 市数据局");
	s.message.language = "en";
	s.message.unit = NULL;
	assert_string_equal(compose_subject(&s.message, &s.calendar, s.templates, &s.arena),
	    "[1 overdue · 1 due within 7 days] 云府办〔2016〕8号");
	s.notice.doc_no = NULL;
	s.message.language = "zh_TW";
	assert_string_equal(compose_subject(&s.message, &s.calendar, s.templates, &s.arena),
	    "【逾期1項 · 7天內到期1項】云溪市数据开放重点工作任务分工及进度安排");
	sample_close(&s);
}

/* How near is said by the farthest of those that are told together. */
static void test_nearness(void **state)
{
	static const struct {
		const char *due, *also, *summary;
	} rows[] = {{"2018-12-25", "2018-12-25", "【1天内到期2项】"},
	    {"2018-12-24", "2018-12-26", "【今天到期1项 · 2天内到期1项】"},
	    {"2018-12-29", "2018-12-30", "【6天内到期2项】"},
	    {"2018-12-31", "2019-01-01", "【8天内到期2项】"},
	    {"2019-01-24", "2019-03-31", "【31天内到期1项 · 97天内到期1项】"},
	    {"2019-12-24", "2020-01-01", "【365天内到期1项 · 一年以后到期1项】"},
	    {"2018-12-23", "2018-12-24", "【逾期1项 · 今天到期1项】"}};

	(void)state;
	for (size_t i = 0; i < ROWS(rows); i++) {
		struct sample s;
		struct notice copy;
		const char *subject;

		sample_open(&s);
		copy = s.notice; /* one notice is known by its id */
		sample_add(&s, "1", "x", rows[i].due, STAGE_BEFORE);
		sample_add(&s, "2", "x", rows[i].also, STAGE_BEFORE)->notice = &copy;
		subject = compose_subject(&s.message, &s.calendar, s.templates, &s.arena);
		assert_memory_equal(subject, rows[i].summary, strlen(rows[i].summary));
		assert_non_null(strstr(subject, "云府办〔2016〕8号"));
		sample_close(&s);
	}
}

static void test_envelope(void **state)
{
	struct sample s;
	struct letter l;

	(void)state;
	sample_open(&s);
	sample_soon(&s);
	l = compose(&s, "smtp").at[0];
	assert_string_equal(l.id, "01TEST");
	assert_string_equal(l.to, "data@example.org");
	assert_string_equal(l.to_name, "市数据局");
	assert_string_equal(l.series, "yunxi-2016-8.18");
	assert_string_equal(l.list, "yunxi-2016-8");
	assert_string_equal(l.date, "Mon, 24 Dec 2018 09:12:00 +0800");
	assert_string_equal(l.event_type, "deadlined.reminder.before");
	assert_string_equal(l.event_time, "2018-12-24T09:12:00+08:00");
	sample_overdue(&s);
	l = compose(&s, "smtp").at[0];
	assert_string_equal(l.series, "default.data@example.org.2018");
	assert_string_equal(l.event_type, "deadlined.reminder.overdue");
	s.message.to = "";
	l = compose(&s, "wecom").at[0];
	assert_string_equal(l.to, "");
	assert_null(l.html);
	sample_close(&s);
}

/* High importance is for what has passed and climbed the ladder. */
static void test_urgent(void **state)
{
	struct sample s;
	struct reminder_item *i;

	(void)state;
	sample_open(&s);
	sample_soon(&s)->instant.climbed = 1;
	assert_false(compose(&s, "smtp").at[0].urgent);
	i = sample_overdue(&s);
	assert_false(compose(&s, "smtp").at[0].urgent);
	i->instant.climbed = 1;
	assert_true(compose(&s, "smtp").at[0].urgent);
	i->instant.climbed = 0;
	snprintf(i->instant.key, sizeof i->instant.key, "overdue^2"); /* a step of the ladder */
	assert_true(compose(&s, "smtp").at[0].urgent);
	sample_close(&s);
}

static void test_channel_language_wins(void **state)
{
	struct sample s;
	struct letters out = {0};
	struct channel c = sample_channel("smtp");

	(void)state;
	sample_open(&s);
	sample_soon(&s);
	c.language = "en";
	compose_letters(&s.message, &c, &s.calendar, s.templates, &s.arena, &out);
	assert_non_null(strstr(out.at[0].text, "7 days left (5 working days)"));
	sample_close(&s);
}

static void test_order(void **state)
{
	static const char *const expected[] = {"2", "10", "1", "21", "18", "7"};
	struct sample s;

	(void)state;
	sample_open(&s);
	sample_fresh(&s); /* 7, new */
	sample_soon(&s);  /* 18, in a week */
	sample_clock(&s); /* 21, in hours */
	sample_add(&s, "1", "x", "2018-12-23", STAGE_OVERDUE);
	sample_add(&s, "10", "x", "2017-06-30", STAGE_OVERDUE);
	sample_add(&s, "2", "x", "2017-06-30", STAGE_OVERDUE);
	message_sort(&s.message);
	assert_int_equal(s.message.items.n, ROWS(expected));
	for (size_t i = 0; i < ROWS(expected); i++)
		assert_string_equal(s.message.items.at[i].task->no, expected[i]);
	sample_close(&s);
}

/* ---- single rules of the words */

static const struct word {
	const char *name, *kind, *text;
	bool is_there;
} words[] = {
    {"own units are greeted", "smtp", "你单位在《", true},
    {"a target that nobody reported is not 0", "smtp", "尚未报告（到现场次数 ≤ 1 次）", true},
    {"what each working day needs", "smtp", "还差 37 个，每个工作日需 7.4 个", true},
    {"how often it was said", "smtp", "第 3 次提醒", true},
    {"a chat names all units", "wecom", "责任单位 市发展改革局、市数据局", true},
    {"a chat greets nobody", "wecom", "你单位", false},
    {"what the task is called for replies", "wecom", "yunxi-2016-8:18.1", true},
    {"no shortening without need", "wecom", "已缩短", false},
};

static void test_word(void **state)
{
	const struct word *row = *state;
	struct sample s;
	struct letters got;
	const char *body;

	sample_open(&s);
	fill_sample(&s, false);
	got = compose(&s, row->kind);
	body = got.at[0].text ? got.at[0].text : got.at[0].chat;
	assert_int_equal(strstr(body, row->text) != NULL, row->is_there);
	sample_close(&s);
}

/* A supervisor reads of others' tasks; units that the notice marks are told apart. */
static void test_others_tasks(void **state)
{
	struct sample s;
	struct task *t;
	const char *text;

	(void)state;
	sample_open(&s);
	t = (struct task *)sample_overdue(&s)->task;
	s.message.unit = "督查室";
	text = compose(&s, "smtp").at[0].text;
	assert_non_null(strstr(text, "责任单位 市发展改革局、市数据局"));
	assert_null(strstr(text, "你单位"));
	*list_push(&s.arena, &t->lead) = "市数据局";
	*list_push(&s.arena, &t->supporting) = "市发展改革局";
	text = compose(&s, "smtp").at[0].text;
	assert_non_null(strstr(text, "牵头 市数据局 · 配合 市发展改革局"));
	sample_close(&s);
}

static void test_traditional_stays(void **state)
{
	struct sample s;
	struct reminder_item *i;
	const char *text;

	(void)state;
	sample_open(&s);
	i = sample_add(&s, "3", "建設數據開放平臺", "2018-12-31", STAGE_BEFORE);
	sample_unit(&s, i, "市數據局"); /* the same unit, in the other script */
	sample_source(i, "2018年年底前建成");
	text = compose(&s, "smtp").at[0].text;
	assert_non_null(strstr(text, "建設數據開放平臺"));
	assert_non_null(strstr(text, "你单位在"));
	sample_close(&s);
}

static void test_percent_is_rounded_down(void **state)
{
	struct sample s;
	struct reminder_item *i;
	const char *chat;

	(void)state;
	sample_open(&s);
	i = sample_soon(&s);
	sample_report(&s, i, 0, 199, false);
	chat = compose(&s, "wecom").at[0].chat;
	assert_non_null(strstr(chat, "███████████████████░ 199 个（99%） · 还差 1 个"));
	sample_close(&s);
}

/* ---- hostile words */

static const char hostile[] =
    "a<script>alert(1)</script>&\"'*b*_c_`d`[e](http://evil.example)\r\nBcc: x\r\n"
    "<!everyone> {{name}} {{{raw}}} \x01\x7f";

static void make_hostile(struct sample *s)
{
	struct reminder_item *i = sample_add(s, "<1>", hostile, "2018-12-31", STAGE_BEFORE);

	s->message.unit = hostile;
	s->message.sender = hostile;
	s->notice.title = s->notice.doc_no = hostile;
	sample_unit(s, i, hostile);
	sample_source(i, hostile);
	sample_target(
	    s, i, (struct target){.metric = hostile, .unit = hostile, .op = OP_GE, .value = 2});
	sample_report(s, i, 0, 1, false);
	((struct occurrence *)i->occurrence)->label = hostile;
	((struct occurrence *)i->occurrence)->opened = s->message.now;
	((struct occurrence *)i->occurrence)->length = (struct duration){3, DURATION_WORKDAYS};
}

static bool has_control(const char *s)
{
	for (; *s; s++)
		if (((unsigned char)*s < ' ' && *s != '\n') || *s == 0x7f)
			return true;
	return false;
}

static void test_hostile_mail(void **state)
{
	struct sample s;
	struct letter l;

	(void)state;
	sample_open(&s);
	make_hostile(&s);
	for (size_t i = 0; i < ROWS(languages); i++) {
		s.message.language = languages[i];
		l = compose(&s, "smtp").at[0];
		assert_null(strpbrk(l.subject, "\r\n"));
		assert_null(strstr(l.html, "<script"));
		assert_null(strstr(l.html, "<!everyone"));
		assert_non_null(strstr(l.html, "&lt;script&gt;"));
		assert_non_null(strstr(l.text, "{{name}}"));
		assert_null(strstr(l.text, "\nBcc:"));
		assert_false(has_control(l.html));
	}
	sample_close(&s);
}

static void test_hostile_chat(void **state)
{
	struct sample s;
	const char *chat;

	(void)state;
	sample_open(&s);
	make_hostile(&s);
	chat = compose(&s, "wecom").at[0].chat;
	assert_null(strstr(chat, "<script"));
	assert_null(strstr(chat, "](http"));
	assert_null(strstr(chat, "*b*"));
	chat = compose(&s, "slack").at[0].chat;
	assert_null(strstr(chat, "<!everyone>"));
	assert_null(strstr(chat, "<script"));
	chat = compose(&s, "dingtalk").at[0].chat;
	assert_null(strstr(chat, "](http"));
	chat = compose(&s, "feishu").at[0].chat;
	assert_null(strstr(chat, "<script"));
	sample_close(&s);
}

/* ---- HTML */

static bool is_void(const char *name)
{
	static const char *const names[] = {"!doctype", "meta", "br", "img", "hr"};

	for (size_t i = 0; i < ROWS(names); i++)
		if (!strcasecmp(name, names[i]))
			return true;
	return false;
}

/* Every element is closed in its turn. */
static void check_balance(const char *html)
{
	char open[64][16];
	int depth = 0;

	for (const char *s = html; (s = strchr(s, '<')); s++) {
		bool closes = s[1] == '/';
		const char *name = s + 1 + closes;
		size_t n = strcspn(name, " \t\n>");

		assert_true(n > 0 && n < sizeof *open && strchr(name, '>'));
		if (closes) {
			assert_true(depth > 0);
			assert_int_equal(strlen(open[--depth]), n);
			assert_memory_equal(open[depth], name, n);
		} else {
			snprintf(open[depth], sizeof *open, "%.*s", (int)n, name);
			depth += !is_void(open[depth]);
			assert_true(depth < 64);
		}
	}
	assert_int_equal(depth, 0);
}

static void test_html(void **state)
{
	struct sample s;

	(void)state;
	sample_open(&s);
	fill_sample(&s, true);
	for (size_t i = 0; i < ROWS(languages); i++) {
		const char *html;

		s.message.language = languages[i];
		html = compose(&s, "smtp").at[0].html;
		check_balance(html);
		assert_null(strstr(html, "<img"));
		assert_null(strstr(html, "{{"));
		assert_non_null(strstr(html, "width=\"81%\""));
		assert_non_null(strstr(html, "prefers-color-scheme: dark"));
	}
	sample_close(&s);
}

/* Gmail clips a longer one. The worst stay in full, everything is named, and the plain part lacks nothing. */
static void test_long_html(void **state)
{
	static const int counts[] = {40, 120, 300, 600};

	(void)state;
	for (size_t i = 0; i < ROWS(counts); i++) {
		struct sample s;
		struct letter l;
		const char *last;

		sample_open(&s);
		for (int k = 0; k < counts[i]; k++)
			sample_source(sample_add(&s, arena_printf(&s.arena, "%d", k + 1),
					  "逐步开放各领域数据", "2017-06-30", STAGE_OVERDUE),
			    "2017年6月底前建成");
		l = compose(&s, "smtp").at[0];
		last = arena_printf(&s.arena, "yunxi-2016-8:%d.1", counts[i]);
		check_balance(l.html);
		assert_true(strlen(l.html) <= 100 << 10 || counts[i] > 300);
		assert_int_equal(strstr(l.html, "后面的只列要点") != NULL, counts[i] > 40);
		assert_non_null(strstr(l.html, last));
		assert_non_null(strstr(l.text, last));
		if (counts[i] == 120)
			assert_true(
			    strlen(l.html) > 90 << 10); /* no more is brief than has to be */
		sample_close(&s);
	}
}

/* ---- parts */

static const char *const chats[] = {"wecom", "dingtalk", "feishu", "slack"};

static void check_parts(const struct letters *got, const struct channel_kind *k)
{
	for (size_t i = 0; i < got->n; i++) {
		const struct letter *l = &got->at[i];
		const char *body = l->chat ? l->chat : l->data;
		char number[32];

		assert_true(channel_measure(k, body, strlen(body)) <= k->limit);
		assert_true(utf8_valid(body, strlen(body)));
		snprintf(number, sizeof number, "（%zu/%zu）", i + 1, got->n);
		assert_int_equal(strstr(l->subject, number) != NULL, got->n > 1);
	}
}

/* Each reminder is in one part, in order, and no part has room for the first of the next. */
static void check_all_are_there(const struct letters *got, int n)
{
	size_t part = 0;

	for (int i = 0; i < n; i++) {
		char address[64];

		snprintf(address, sizeof address, "yunxi-2016-8:%d.1", i + 1);
		if (part + 1 < got->n && !strstr(got->at[part].chat, address))
			part++;
		assert_non_null(strstr(got->at[part].chat, address));
	}
	assert_int_equal(part, got->n - 1);
}

static void test_parts(void **state)
{
	struct sample s;

	(void)state;
	sample_open(&s);
	for (int i = 0; i < 60; i++) {
		const char *no = arena_printf(&s.arena, "%d", i + 1);
		struct reminder_item *item =
		    sample_add(&s, no, "建设全市政府数据统一开放平台，逐步开放各领域数据",
			"2017-06-30", STAGE_OVERDUE);

		sample_unit(&s, item, "市数据局");
		sample_source(item, "2017年6月底前建成");
	}
	for (size_t i = 0; i < ROWS(chats); i++) {
		struct letters got = compose(&s, chats[i]);

		check_parts(&got, channel_kind_find(chats[i]));
		check_all_are_there(&got, 60);
		assert_string_equal(got.at[0].id, "01TEST");
		if (got.n > 1)
			assert_string_equal(got.at[1].id, "01TESTP2");
	}
	assert_true(compose(&s, "wecom").n > 3);
	assert_int_equal(compose(&s, "smtp").n, 1);
	sample_close(&s);
}

static const char *long_text(struct arena *a, const char *piece, size_t times)
{
	scope(text) out = {0};

	for (size_t i = 0; i < times; i++)
		text_add(&out, piece);
	return arena_dup(a, text_get(&out));
}

static void test_one_too_long(void **state)
{
	struct sample s;
	struct reminder_item *item;

	(void)state;
	sample_open(&s);
	item =
	    sample_add(&s, "1", long_text(&s.arena, "数据\"<*", 6000), "2017-06-30", STAGE_OVERDUE);
	sample_unit(&s, item, long_text(&s.arena, "局", 3000));
	sample_source(item, long_text(&s.arena, "原文\\", 6000));
	for (int i = 0; i < 40; i++)
		sample_target(&s, item,
		    (struct target){.metric = long_text(&s.arena, "指标", 20),
			.unit = "个",
			.op = OP_GE,
			.value = 200});
	for (size_t i = 0; i < ROWS(chats); i++) {
		struct letters got = compose(&s, chats[i]);

		assert_int_equal(got.n, 1);
		check_parts(&got, channel_kind_find(chats[i]));
		assert_non_null(strstr(got.at[0].chat, "已缩短"));
		assert_non_null(strstr(got.at[0].chat, "逾期 542 天"));
		assert_non_null(strstr(got.at[0].chat, "yunxi-2016-8:1.1"));
	}
	sample_close(&s);
}

/* Messages of any size and any lengths: every part fits. */
static void test_random_parts(void **state)
{
	(void)state;
	srand(20181224);
	print_message("compose: seed 20181224\n");
	for (int round = 0; round < 40; round++) {
		struct sample s;
		int n = 1 + rand() % 12;

		sample_open(&s);
		for (int i = 0; i < n; i++) {
			const char *no = arena_printf(&s.arena, "%d", i + 1);
			struct reminder_item *item =
			    sample_add(&s, no, long_text(&s.arena, "任务\n&", (size_t)rand() % 500),
				"2017-06-30", STAGE_OVERDUE);

			sample_source(item, long_text(&s.arena, "句\"", (size_t)rand() % 800));
		}
		for (size_t i = 0; i < ROWS(chats); i++) {
			struct letters got = compose(&s, chats[i]);

			check_parts(&got, channel_kind_find(chats[i]));
			check_all_are_there(&got, n);
		}
		sample_close(&s);
	}
}

static void test_nothing(void **state)
{
	struct sample s;

	(void)state;
	sample_open(&s);
	for (size_t i = 0; i < ROWS(chats); i++)
		assert_int_equal(compose(&s, chats[i]).n, 1);
	assert_int_equal(compose(&s, "smtp").n, 1);
	assert_int_equal(compose(&s, "webhook").n, 1);
	sample_close(&s);
}

int main(void)
{
	static const struct CMUnitTest single[] = {
	    cmocka_unit_test(test_subject),
	    cmocka_unit_test(test_nearness),
	    cmocka_unit_test(test_envelope),
	    cmocka_unit_test(test_urgent),
	    cmocka_unit_test(test_channel_language_wins),
	    cmocka_unit_test(test_order),
	    cmocka_unit_test(test_others_tasks),
	    cmocka_unit_test(test_traditional_stays),
	    cmocka_unit_test(test_percent_is_rounded_down),
	    cmocka_unit_test(test_hostile_mail),
	    cmocka_unit_test(test_hostile_chat),
	    cmocka_unit_test(test_html),
	    cmocka_unit_test(test_long_html),
	    cmocka_unit_test(test_parts),
	    cmocka_unit_test(test_one_too_long),
	    cmocka_unit_test(test_random_parts),
	    cmocka_unit_test(test_nothing),
	};
	int failed = table_run("golden", goldens, test_golden) +
		     table_run("deputies", stand_ins, test_deputy);

	failed += table_run("words", words, test_word);
	return failed + cmocka_run_group_tests_name("compose", single, NULL, NULL);
}
