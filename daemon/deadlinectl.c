/* The command line of deadlined; everything is in ctl/. */
#include "ctl/command.h"

int main(int argc, char **argv)
{
	return command_run(argc, argv);
}
