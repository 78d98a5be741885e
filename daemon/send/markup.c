/* One row per markup says how things are written, one list of replacements per way of escaping.
 * Where a service knows no escape, a character that would mean something is replaced by the one
 * that looks like it. */
#include "send/markup.h"
#include <ctype.h>
#include <string.h>

struct replacement {
	char c;
	const char *with;
};
static const struct replacement none[] = {{0}};
static const struct replacement lookalike[] = {{'*', "＊"}, {'_', "＿"}, {'`', "｀"}, {'~', "～"},
    {'[', "［"}, {']', "］"}, {'<', "＜"}, {'>', "＞"}, {'#', "＃"}, {'|', "｜"}, {'\\', "＼"},
    {0}};
/* Feishu's cards take numeric entities (developer pages on lark_md). */
static const struct replacement feishu[] = {{'&', "&#38;"}, {'<', "&#60;"}, {'>', "&#62;"},
    {'*', "&#42;"}, {'_', "&#95;"}, {'~', "&#126;"}, {'`', "&#96;"}, {'[', "&#91;"}, {']', "&#93;"},
    {'#', "&#35;"}, {'|', "&#124;"}, {'\\', "&#92;"}, {0}};
static const struct replacement slack[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"},
    {'*', "＊"}, {'_', "＿"}, {'`', "｀"}, {'~', "～"}, {0}};
static const struct replacement markdown[] = {{'\\', "\\\\"}, {'`', "\\`"}, {'*', "\\*"},
    {'_', "\\_"}, {'~', "\\~"}, {'[', "\\["}, {']', "\\]"}, {'<', "\\<"}, {'>', "\\>"},
    {'#', "\\#"}, {'|', "\\|"}, {'!', "\\!"}, {0}};
static const struct replacement gchat[] = {
    {'*', "＊"}, {'_', "＿"}, {'`', "｀"}, {'~', "～"}, {'<', "＜"}, {'>', "＞"}, {0}};
/* What makes a list, a rule or a heading at the beginning of a line; '.' and ')' behind a number. */
static const struct replacement wide_starts[] = {
    {'-', "－"}, {'+', "＋"}, {'=', "＝"}, {'.', "．"}, {')', "）"}, {0}};
static const struct replacement feishu_starts[] = {
    {'-', "&#45;"}, {'+', "&#43;"}, {'=', "&#61;"}, {'.', "&#46;"}, {')', "&#41;"}, {0}};
static const struct replacement markdown_starts[] = {
    {'-', "\\-"}, {'+', "\\+"}, {'=', "\\="}, {'.', "\\."}, {')', "\\)"}, {0}};
static const struct replacement html[] = {
    {'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {0}};

struct pair {
	const char *open, *close;
};
static const struct row {
	const struct replacement *escapes, *starts; /* anywhere; at a line's beginning */
	bool at_mentions;			    /* "@all" in the text would call everybody */
	struct pair bold, alarm, pale, heading, quote;
	const char *link; /* T: text, U: URL */
	const char *line, *paragraph;
} rows[] = {
    [MARKUP_PLAIN] = {none, none, false, {"", ""}, {"", ""}, {"", ""}, {"", ""}, {"> ", ""},
	"T (U)", "\n", "\n\n"},
    [MARKUP_WECOM] = {lookalike, wide_starts, false, {"**", "**"},
	{"<font color=\"warning\">**", "**</font>"}, {"<font color=\"comment\">", "</font>"},
	{"### ", ""}, {"> ", ""}, "[T](U)", "\n", "\n\n"},
    [MARKUP_DINGTALK] = {lookalike, wide_starts, false, {"**", "**"},
	{"<font color=#d00000>**", "**</font>"}, {"<font color=#888888>", "</font>"}, {"### ", ""},
	{"> ", ""}, "[T](U)", "  \n", "\n\n"},
    [MARKUP_FEISHU] = {feishu, feishu_starts, false, {"**", "**"},
	{"<font color='red'>**", "**</font>"}, {"<font color='grey'>", "</font>"}, {"**", "**"},
	{"| ", ""}, "[T](U)", "\n", "\n\n"},
    [MARKUP_SLACK] = {slack, none, false, {"*", "*"}, {":red_circle: *", "*"}, {"", ""}, {"*", "*"},
	{"> ", ""}, "<U|T>", "\n", "\n\n"},
    [MARKUP_MARKDOWN] = {markdown, markdown_starts, true, {"**", "**"}, {"🔴 **", "**"}, {"", ""},
	{"### ", ""}, {"> ", ""}, "[T](U)", "  \n", "\n\n"},
    [MARKUP_ROCKETCHAT] = {lookalike, wide_starts, true, {"*", "*"}, {"🔴 *", "*"}, {"", ""},
	{"*", "*"}, {"> ", ""}, "[T](U)", "\n", "\n\n"},
    [MARKUP_TEAMS] = {markdown, markdown_starts, false, {"**", "**"}, {"🔴 **", "**"}, {"", ""},
	{"**", "**"}, {"> ", ""}, "[T](U)", "\n\n", "\n\n"},
    [MARKUP_GCHAT] = {gchat, wide_starts, false, {"*", "*"}, {"🔴 *", "*"}, {"", ""}, {"*", "*"},
	{"> ", ""}, "<U|T>", "\n", "\n\n"},
    [MARKUP_TELEGRAM] = {html, none, true, {"<b>", "</b>"}, {"🔴 <b>", "</b>"}, {"", ""},
	{"<b>", "</b>"}, {"<blockquote>", "</blockquote>"}, "<a href=\"U\">T</a>", "\n", "\n\n"},
    [MARKUP_HTML] = {html, none, false, {"<b>", "</b>"},
	{"<font color=\"#d00000\" data-mx-color=\"#d00000\"><b>", "</b></font>"},
	{"<font color=\"#888888\" data-mx-color=\"#888888\">", "</font>"}, {"<b>", "</b>"},
	{"<blockquote>", "</blockquote>"}, "<a href=\"U\">T</a>", "<br>", "<br><br>"},
};

static const char *replaced(const struct replacement *r, char c)
{
	while (r->c && r->c != c)
		r++;
	return r->c ? r->with : NULL;
}

static bool is_mention(const struct row *row, const char *s, size_t i)
{
	return row->at_mentions && s[i] == '@' && (i == 0 || !isalnum((unsigned char)s[i - 1]));
}

static bool ends_with(const struct text *t, const char *s)
{
	size_t n = strlen(s);

	return t->len >= n && !memcmp(t->s + t->len - n, s, n);
}

/* Where in s a mark stands that would begin a list or a rule: its first character, or the one
 * behind a number; n when there is none. */
static size_t start_of(const struct row *row, const struct text *out, const char *s, size_t n)
{
	size_t i = 0, number;

	if (out->len && !ends_with(out, "\n"))
		return n;
	while (i < n && s[i] == ' ')
		i++;
	number = i;
	while (i < n && isdigit((unsigned char)s[i]))
		i++;
	if (i < n && replaced(row->starts, s[i]) && (i > number) == (s[i] == '.' || s[i] == ')'))
		return i;
	return n;
}

static void add_escaped(const struct row *row, struct text *out, const char *s, size_t n)
{
	size_t start = start_of(row, out, s, n);

	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)s[i];
		const char *with;

		if (i && s[i - 1] == '\n')
			start = i + start_of(row, out, s + i, n - i);
		with = is_mention(row, s, i) ? "＠"
		       : i == start	     ? replaced(row->starts, s[i])
					     : replaced(row->escapes, s[i]);
		if (with)
			text_add(out, with);
		else if (c == '\n')
			text_add(out, row->line);
		else if (c >= ' ' && c != 0x7f)
			text_addc(out, s[i]);
		else
			text_addc(out, ' ');
	}
}

/* Line feeds inside emphasis would end it at most services. */
static void add_line(const struct row *row, struct text *out, const char *s)
{
	for (size_t n = strcspn(s, "\n"); *s; n = strcspn(s, "\n")) {
		add_escaped(row, out, s, n);
		s += n;
		if (*s == '\n' && *++s)
			text_addc(out, ' ');
	}
}

static void add_pair(const struct row *row, struct text *out, const struct pair *p, const char *s)
{
	text_add(out, p->open);
	add_line(row, out, s);
	text_add(out, p->close);
}

void markup_add_text(enum markup m, struct text *out, const char *s)
{
	add_escaped(&rows[m], out, s, strlen(s));
}

void markup_add_textn(enum markup m, struct text *out, const char *s, size_t n)
{
	add_escaped(&rows[m], out, s, n);
}

void markup_add_bold(enum markup m, struct text *out, const char *s)
{
	add_pair(&rows[m], out, &rows[m].bold, s);
}

void markup_add_alarm(enum markup m, struct text *out, const char *s)
{
	add_pair(&rows[m], out, &rows[m].alarm, s);
}

void markup_add_pale(enum markup m, struct text *out, const char *s)
{
	add_pair(&rows[m], out, &rows[m].pale, s);
}

void markup_add_heading(enum markup m, struct text *out, const char *s)
{
	add_pair(&rows[m], out, &rows[m].heading, s);
}

void markup_add_quote(enum markup m, struct text *out, const char *s)
{
	add_pair(&rows[m], out, &rows[m].quote, s);
}

static bool is_link(const char *url)
{
	return !strncmp(url, "https://", 8) || !strncmp(url, "http://", 7) ||
	       !strncmp(url, "mailto:", 7);
}

/* Everything that could end the link in any of the markups is percent-encoded. */
static void add_url(const struct row *row, struct text *out, const char *url)
{
	for (; *url; url++) {
		unsigned char c = (unsigned char)*url;
		if (c <= ' ' || c == 0x7f || strchr("<>\"'|()[]\\`{}^*", c))
			text_addf(out, "%%%02X", c);
		else if (c == '&' && (row->escapes == html || row->escapes == slack))
			text_add(out, "&amp;");
		else
			text_addc(out, *url);
	}
}

void markup_add_link(enum markup m, struct text *out, const char *s, const char *url)
{
	const struct row *row = &rows[m];

	if (!is_link(url)) {
		add_line(row, out, s);
		return;
	}
	for (const char *p = row->link; *p; p++) {
		if (*p == 'T')
			add_line(row, out, s);
		else if (*p == 'U')
			add_url(row, out, url);
		else
			text_addc(out, *p);
	}
}

void markup_add_break(enum markup m, struct text *out)
{
	text_add(out, rows[m].line);
}

void markup_add_paragraph(enum markup m, struct text *out)
{
	text_add(out, rows[m].paragraph);
}
