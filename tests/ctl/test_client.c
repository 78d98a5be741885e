#include "ctl/client.h"
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include "table.h"
#include "base/file.h"

/* A process at a socket that reads one line, keeps it in the file "request", and answers as the row says. */
struct peer {
	char folder[32], path[64], request[64];
	pid_t pid;
};

static void answer_once(const struct peer *p, int listening, const char *answer)
{
	int fd = accept(listening, NULL, NULL);
	FILE *kept = fopen(p->request, "w"), *in = fdopen(dup(fd), "r");
	char *line = NULL;
	size_t room = 0;

	if (getline(&line, &room, in) > 0)
		fputs(line, kept);
	fclose(kept);
	/* Byte by byte: a reader must not take a part for the whole. */
	for (; *answer; answer++)
		if (write(fd, answer, 1) != 1)
			break;
	_exit(0);
}

static void peer_open(struct peer *p, const char *answer)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int listening = socket(AF_UNIX, SOCK_STREAM, 0);

	*p = (struct peer){.folder = "/tmp/test_client.XXXXXX"};
	assert_non_null(mkdtemp(p->folder));
	snprintf(p->path, sizeof p->path, "%s/sock", p->folder);
	snprintf(p->request, sizeof p->request, "%s/request", p->folder);
	strcpy(address.sun_path, p->path);
	assert_int_equal(bind(listening, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(listen(listening, 1), 0);
	p->pid = fork();
	if (!p->pid)
		answer_once(p, listening, answer);
	close(listening);
}

static void peer_close(struct peer *p)
{
	char command[64];

	waitpid(p->pid, NULL, 0);
	snprintf(command, sizeof command, "rm -rf %s", p->folder);
	assert_int_equal(system(command), 0);
}

struct row {
	const char *name, *answer, *ok, *error;
};
static const struct row rows[] = {
    {"an answer", "{\"ok\":{\"n\":1}}\n", "{\"n\":1}", NULL},
    {"an answer in Chinese", "{\"ok\":{\"单位\":\"督查室\"}}\n", "{\"单位\":\"督查室\"}", NULL},
    {"a refusal", "{\"error\":\"nix: there is no such channel\"}\n", NULL,
	"nix: there is no such channel"},
    {"a refusal with percent signs", "{\"error\":\"75%s is 75%n\"}\n", NULL, "75%s is 75%n"},
    {"nothing", "", NULL, "hung up without an answer"},
    {"half an answer", "{\"ok\":", NULL, "hung up without an answer"},
    {"no JSON", "HTTP/1.1 400\n", NULL, "sock"},
    {"neither nor", "{\"fine\":true}\n", NULL, "neither ok nor error"},
};

static void check(void **state)
{
	const struct row *row = *state;
	json_scope arguments = json_pack("{s:s}", "address", "n:1.1");
	json_scope reply = NULL;
	scope(text) shown = {0};
	struct error err = {""};
	struct peer p;
	bool good;

	peer_open(&p, row->answer);
	good = client_ask(p.path, "show", arguments, &reply, &err);
	peer_close(&p);
	assert_int_equal(good, row->ok != NULL);
	if (row->ok) {
		json_add(reply, &shown);
		assert_string_equal(text_get(&shown), row->ok);
	} else {
		assert_non_null(strstr(err.s, row->error));
	}
}

static void test_what_is_asked(void **state)
{
	json_scope arguments = json_pack("{s:s, s:[s]}", "address", "n:1.1", "values", "应用=3");
	json_scope reply = NULL;
	scope(text) request = {0};
	struct error err;
	struct peer p;

	(void)state;
	peer_open(&p, "{\"ok\":{}}\n");
	assert_true(client_ask(p.path, "report", arguments, &reply, &err));
	assert_true(file_read(p.request, 1000, &request, &err));
	peer_close(&p);
	assert_string_equal(request.s, "{\"verb\":\"report\",\"arguments\":{\"address\":\"n:1.1\","
				       "\"values\":[\"应用=3\"]}}\n");
}

static void test_nobody_there(void **state)
{
	json_scope arguments = json_object();
	json_t *reply = NULL;
	struct error err;

	(void)state;
	assert_false(client_ask("/tmp/test_client-nobody.sock", "list", arguments, &reply, &err));
	assert_non_null(strstr(err.s, "/tmp/test_client-nobody.sock"));
	assert_non_null(strstr(err.s, "systemctl start deadlined"));
}

static void test_path_that_is_too_long(void **state)
{
	json_scope arguments = json_object();
	json_t *reply = NULL;
	char path[200];
	struct error err;

	(void)state;
	memset(path, 'a', sizeof path);
	path[sizeof path - 1] = 0;
	assert_false(client_ask(path, "list", arguments, &reply, &err));
	assert_non_null(strstr(err.s, "at most 107 bytes"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_what_is_asked),
	    cmocka_unit_test(test_nobody_there),
	    cmocka_unit_test(test_path_that_is_too_long),
	};

	return table_run("client: answers", rows, check) +
	       cmocka_run_group_tests_name("client", tests, NULL, NULL);
}
