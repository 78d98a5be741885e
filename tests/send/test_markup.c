/* How text, emphasis and links come out for each service, and that text can be nothing but text. */
#include "send/markup.h"
#include <string.h>
#include "table.h"

static const struct text_row {
	const char *name;
	enum markup markup;
	const char *text, *out;
} text_rows[] = {
    {"text: plain stays", MARKUP_PLAIN, "*a* <b> @all", "*a* <b> @all"},
    {"text: Chinese stays", MARKUP_WECOM, "市网信统筹局（18）", "市网信统筹局（18）"},
    {"text: wecom link", MARKUP_WECOM, "[x](http://evil)", "［x］(http://evil)"},
    {"text: wecom mention", MARKUP_WECOM, "<@all>", "＜@all＞"},
    {"text: wecom font", MARKUP_WECOM, "<font color=\"info\">", "＜font color=\"info\"＞"},
    {"text: dingtalk emphasis", MARKUP_DINGTALK, "5*8*2 # _x_", "5＊8＊2 ＃ ＿x＿"},
    {"text: feishu at", MARKUP_FEISHU, "<at id=all></at>", "&#60;at id=all&#62;&#60;/at&#62;"},
    {"text: feishu entity", MARKUP_FEISHU, "a&#42;b*", "a&#38;&#35;42;b&#42;"},
    {"text: slack entities", MARKUP_SLACK, "a & <!channel>", "a &amp; &lt;!channel&gt;"},
    {"text: markdown", MARKUP_MARKDOWN, "*a* [x](y) <z> \\", "\\*a\\* \\[x\\](y) \\<z\\> \\\\"},
    {"text: markdown mention", MARKUP_MARKDOWN, "@all a@b.cn (@here)", "＠all a@b.cn (＠here)"},
    {"text: rocketchat mention", MARKUP_ROCKETCHAT, "@all *x*", "＠all ＊x＊"},
    {"text: teams", MARKUP_TEAMS, "_a_", "\\_a\\_"},
    {"text: gchat mention", MARKUP_GCHAT, "<users/all>", "＜users/all＞"},
    {"text: telegram", MARKUP_TELEGRAM, "<b>&\"", "&lt;b&gt;&amp;&quot;"},
    {"text: html", MARKUP_HTML, "<script>", "&lt;script&gt;"},
    {"text: a line feed is a break", MARKUP_DINGTALK, "a\nb", "a  \nb"},
    {"text: html break", MARKUP_HTML, "a\nb", "a<br>b"},
    {"text: telegram break", MARKUP_TELEGRAM, "a\nb", "a\nb"},
    {"text: no list of ours", MARKUP_MARKDOWN, "- a\n+ b\n12. c\n3) d - e 4. f\n===\n1.5",
	"\\- a  \n\\+ b  \n12\\. c  \n3\\) d - e 4. f  \n\\===  \n1\\.5"},
    {"text: no list where nothing escapes", MARKUP_DINGTALK, "- a\n  - b\n7. c",
	"－ a  \n  － b  \n7． c"},
    {"text: feishu has no list", MARKUP_FEISHU, "- a", "&#45; a"},
    {"text: slack knows no lists", MARKUP_SLACK, "- a\n1. b", "- a\n1. b"},
    {"text: telegram mention", MARKUP_TELEGRAM, "@admin a@b.cn", "＠admin a@b.cn"},
    {"text: controls", MARKUP_SLACK, "a\x01\tb\r", "a  b "},
};

static void test_text(void **state)
{
	const struct text_row *row = *state;
	scope(text) out = {0};

	markup_add_text(row->markup, &out, row->text);
	assert_string_equal(text_get(&out), row->out);
}

static const struct emphasis_row {
	const char *name;
	enum markup markup;
	const char *bold, *alarm, *quote;
} emphasis_rows[] = {
    {"emphasis: plain", MARKUP_PLAIN, "a b", "a b", "> a b"},
    {"emphasis: wecom", MARKUP_WECOM, "**a b**", "<font color=\"warning\">**a b**</font>", "> a b"},
    {"emphasis: dingtalk", MARKUP_DINGTALK, "**a b**", "<font color=#d00000>**a b**</font>",
	"> a b"},
    {"emphasis: feishu", MARKUP_FEISHU, "**a b**", "<font color='red'>**a b**</font>", "| a b"},
    {"emphasis: slack", MARKUP_SLACK, "*a b*", ":red_circle: *a b*", "> a b"},
    {"emphasis: markdown", MARKUP_MARKDOWN, "**a b**", "🔴 **a b**", "> a b"},
    {"emphasis: telegram", MARKUP_TELEGRAM, "<b>a b</b>", "🔴 <b>a b</b>",
	"<blockquote>a b</blockquote>"},
    {"emphasis: gchat", MARKUP_GCHAT, "*a b*", "🔴 *a b*", "> a b"},
};

/* A line feed would end the emphasis: it becomes a space. */
static void test_emphasis(void **state)
{
	const struct emphasis_row *row = *state;
	scope(text) bold = {0}, alarm = {0}, quote = {0};

	markup_add_bold(row->markup, &bold, "a\nb\n");
	markup_add_alarm(row->markup, &alarm, "a\nb");
	markup_add_quote(row->markup, &quote, "a\nb");
	assert_string_equal(bold.s, row->bold);
	assert_string_equal(alarm.s, row->alarm);
	assert_string_equal(quote.s, row->quote);
}

static const struct link_row {
	const char *name;
	enum markup markup;
	const char *text, *url, *out;
} link_rows[] = {
    {"link: plain", MARKUP_PLAIN, "看", "https://d/x?a=1&b=2", "看 (https://d/x?a=1&b=2)"},
    {"link: wecom", MARKUP_WECOM, "看]", "https://d/x", "[看］](https://d/x)"},
    {"link: slack", MARKUP_SLACK, "a|b>", "https://d/?a&b", "<https://d/?a&amp;b|a|b&gt;>"},
    {"link: telegram", MARKUP_TELEGRAM, "a", "https://d/?a&b",
	"<a href=\"https://d/?a&amp;b\">a</a>"},
    {"link: cannot be left", MARKUP_MARKDOWN, "a", "https://d/)[x](\n\"<>",
	"[a](https://d/%29%5Bx%5D%28%0A%22%3C%3E)"},
    {"link: attribute cannot be left", MARKUP_HTML, "a", "https://d/\" onclick=\"x",
	"<a href=\"https://d/%22%20onclick=%22x\">a</a>"},
    {"link: only to the web", MARKUP_HTML, "a", "javascript:alert(1)", "a"},
    {"link: mail", MARKUP_MARKDOWN, "a", "mailto:a@b", "[a](mailto:a@b)"},
};

static void test_link(void **state)
{
	const struct link_row *row = *state;
	scope(text) out = {0};

	markup_add_link(row->markup, &out, row->text, row->url);
	assert_string_equal(out.s, row->out);
}

/* Every markup has its row: each piece writes what it was given. */
static void test_every(void **state)
{
	(void)state;
	for (enum markup m = MARKUP_PLAIN; m <= MARKUP_HTML; m++) {
		scope(text) out = {0};
		markup_add_heading(m, &out, "一");
		markup_add_paragraph(m, &out);
		markup_add_pale(m, &out, "二");
		markup_add_break(m, &out);
		markup_add_textn(m, &out, "三四", 3);
		assert_non_null(strstr(out.s, "一"));
		assert_non_null(strstr(out.s, "二"));
		assert_non_null(strstr(out.s, "三"));
		assert_null(strstr(out.s, "四"));
		assert_non_null(strstr(strstr(out.s, "一"), m == MARKUP_HTML ? "<br><br>" : "\n"));
		assert_non_null(strstr(strstr(out.s, "二"), m == MARKUP_HTML ? "<br>" : "\n"));
	}
}

int main(void)
{
	const struct CMUnitTest others[] = {cmocka_unit_test(test_every)};

	return table_run("text", text_rows, test_text) +
	       table_run("emphasis", emphasis_rows, test_emphasis) +
	       table_run("link", link_rows, test_link) +
	       cmocka_run_group_tests_name("every", others, NULL, NULL);
}
