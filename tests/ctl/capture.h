#ifndef TESTS_CTL_CAPTURE_H
#define TESTS_CTL_CAPTURE_H
/* Runs deadlinectl's command line in this process and keeps what it printed. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "table.h"
#include "base/file.h"
#include "ctl/command.h"

struct capture {
	struct text out, err;
	int status;
};
enum { CAPTURE_WORDS_MOST = 16, CAPTURE_CAP_BYTES = 16 << 20 };

static inline int capture_begin(int fd, FILE *into)
{
	int kept = dup(fd);

	fflush(NULL);
	assert_true(kept >= 0 && dup2(fileno(into), fd) == fd);
	return kept;
}

static inline void capture_end(int fd, int kept, FILE *from, struct text *out)
{
	char part[4096];
	size_t n;

	fflush(NULL);
	dup2(kept, fd);
	close(kept);
	rewind(from);
	while ((n = fread(part, 1, sizeof part, from)) > 0)
		text_addn(out, part, n);
	fclose(from);
}

/* "list --json": words are separated by single spaces. */
static inline void capture_run(struct capture *c, const char *words)
{
	char *line = strdup(words), *argv[CAPTURE_WORDS_MOST + 2] = {(char *)"deadlinectl"},
	     *rest = line;
	FILE *out = tmpfile(), *err = tmpfile();
	int argc = 1, kept_out, kept_err;

	assert_true(line && out && err);
	for (char *word; (word = strsep(&rest, " ")) && argc <= CAPTURE_WORDS_MOST;)
		if (*word)
			argv[argc++] = word;
	*c = (struct capture){0};
	kept_out = capture_begin(STDOUT_FILENO, out);
	kept_err = capture_begin(STDERR_FILENO, err);
	c->status = command_run(argc, argv);
	capture_end(STDERR_FILENO, kept_err, err, &c->err);
	capture_end(STDOUT_FILENO, kept_out, out, &c->out);
	free(line);
}

static inline void capture_close(struct capture *c)
{
	text_release(&c->out);
	text_release(&c->err);
}
#endif
