/* Domains in ASCII: the facts' example, and samples of RFC 3492, 7.1. */
#include "send/idna.h"
#include "table.h"

static const struct address_row {
	const char *name, *address, *ascii;
} address_rows[] = {
    {"idna: ASCII stays", "Office@Example.ORG", "Office@Example.ORG"},
    {"idna: two labels", "督查@例子.中国", "督查@xn--fsqu00a.xn--fiqs8s"},
    {"idna: mixed labels", "a@mail.例子.cn", "a@mail.xn--fsqu00a.cn"},
    {"idna: Chinese, simplified", "a@他们为什么不说中文", "a@xn--ihqwcrb4cv8a8dqg056pqjye"},
    {"idna: Chinese, traditional", "a@他們爲什麽不說中文", "a@xn--ihqwctvzc91f659drss3x8bo0yb"},
    {"idna: German", "a@Bücher.example", "a@xn--bcher-kva.example"},
    {"idna: ASCII between", "a@3年B組金八先生", "a@xn--3b-ww4c5e180e575a65lsy2b"},
    {"idna: beyond the BMP", "a@𠮷.example", "a@xn--7l3i.example"},
    {"idna: no domain", "office", "office"},
    {"idna: a label that is too long",
	"a@中123456789012345678901234567890123456789012345678901234567890123",
	"a@中123456789012345678901234567890123456789012345678901234567890123"},
    {"idna: broken UTF-8", "a@\xff.example", "a@\xff.example"},
    {"idna: dots", "a@..中.", "a@..xn--fiq."},
};

static void test_address(void **state)
{
	const struct address_row *row = *state;
	scope(text) out = {0};

	idna_add_address(&out, row->address);
	assert_string_equal(out.s, row->ascii);
}

int main(void)
{
	return table_run("idna", address_rows, test_address);
}
