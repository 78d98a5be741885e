/* URLs taken apart, and their parts as a request says them. */
#include "send/url.h"
#include "table.h"

static const struct url_row {
	const char *name, *url, *origin, *host, *target, *user;
} url_rows[] = {
    {"url: all of it", "https://u:p@h.example:8443/a/b?c=d&e=f#g", "https://h.example:8443",
	"h.example:8443", "/a/b?c=d&e=f", "u:p"},
    {"url: a host alone", "http://h.example", "http://h.example", "h.example", "/", ""},
    {"url: a query behind the host", "http://h.example?a=b", "http://h.example", "h.example",
	"/?a=b", ""},
    {"url: the scheme's own port", "https://h.example:443/", "https://h.example:443", "h.example",
	"/", ""},
    {"url: another scheme's port", "http://h.example:443/", "http://h.example:443", "h.example:443",
	"/", ""},
    {"url: IPv6", "http://[::1]:8080/x", "http://[::1]:8080", "[::1]:8080", "/x", ""},
    {"url: IPv6 without a port", "http://[::1]/x", "http://[::1]", "[::1]", "/x", ""},
    {"url: an @ in the path", "http://h.example/a@b", "http://h.example", "h.example", "/a@b", ""},
    {"url: an @ in the password", "http://u:p@q@h.example/", "http://h.example", "h.example", "/",
	"u:p@q"},
    {"url: %XX in the login", "http://a%40b:%e5%8A%9e%zz%4@h.example/", "http://h.example",
	"h.example", "/", "a@b:办%zz%4"},
    {"url: %XX in the path stays", "http://h.example/a%2Fb", "http://h.example", "h.example",
	"/a%2Fb", ""},
    {"url: a path that is not ASCII", "http://h.example/办?q=é", "http://h.example", "h.example",
	"/%E5%8A%9E?q=%C3%A9", ""},
    {"url: a host that is not ASCII", "https://例子.中国:8443/", "https://例子.中国:8443",
	"xn--fsqu00a.xn--fiqs8s:8443", "/", ""},
};

static void test_url(void **state)
{
	const struct url_row *row = *state;
	struct url u = url_split(row->url);
	scope(text) origin = {0}, host = {0}, target = {0}, user = {0};

	url_add_origin(&u, &origin);
	url_add_host(&u, &host);
	url_add_target(&u, &target);
	url_add_user(&u, &user);
	assert_string_equal(text_get(&origin), row->origin);
	assert_string_equal(text_get(&host), row->host);
	assert_string_equal(text_get(&target), row->target);
	assert_string_equal(text_get(&user), row->user);
}

int main(void)
{
	return table_run("url", url_rows, test_url);
}
