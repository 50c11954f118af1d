/* Starts programs and tells what each took. A line of stdin is variables and words, with tabs between:
 * NAME=VALUE... /path/to/program WORD...; the answer is a line: nanoseconds, peak KiB, minor faults, exit code.
 * Of a line that begins with `|` the output is read, as a shell reads that of $(...); otherwise nobody sees it.
 *
 * Small and in C, for a child's peak memory counts from that of the process that started it. */
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { WORDS = 256, LINE = 1 << 16 };

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static long kibibytes(long peak) {
#ifdef __APPLE__
  return peak / 1024;
#else
  return peak;
#endif
}

/* Returns where the program's name is: behind the variables, which end at the null that is put there. */
static int split(char *line, char **words) {
  int count = 0, program = -1;
  for (char *word = strtok(line, "\t\n"); word && count < WORDS - 2; word = strtok(NULL, "\t\n")) {
    if (program < 0 && !strchr(word, '=')) {
      words[count++] = NULL;
      program = count;
    }
    words[count++] = word;
  }
  words[count] = NULL;
  return program;
}

static void prepare(posix_spawn_file_actions_t *files, int *ends) {
  posix_spawn_file_actions_init(files);
  posix_spawn_file_actions_addopen(files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(files, 2, "/dev/null", O_WRONLY, 0);
  if (ends && pipe(ends) == 0) {
    posix_spawn_file_actions_adddup2(files, ends[1], 1);
    posix_spawn_file_actions_addclose(files, ends[0]);
    posix_spawn_file_actions_addclose(files, ends[1]);
  } else {
    posix_spawn_file_actions_addopen(files, 1, "/dev/null", O_WRONLY, 0);
  }
}

static void drain(int *ends) {
  static char text[LINE];
  close(ends[1]);
  while (read(ends[0], text, sizeof text) > 0) continue;
  close(ends[0]);
}

int main(void) {
  static char line[LINE], *words[WORDS];
  while (fgets(line, sizeof line, stdin)) {
    pid_t child;
    int ends[2], read_it = line[0] == '|', status = 0, program = split(line + read_it, words);
    posix_spawn_file_actions_t files;
    prepare(&files, read_it ? ends : NULL);
    struct rusage usage;
    long long start = now();
    if (program < 0 || posix_spawn(&child, words[program], &files, NULL, words + program, words) != 0) {
      puts("0 0 0 127");
    } else {
      if (read_it) drain(ends);
      wait4(child, &status, 0, &usage);
      long long took = now() - start;
      printf("%lld %ld %ld %d\n", took, kibibytes(usage.ru_maxrss), usage.ru_minflt, WIFEXITED(status) ? WEXITSTATUS(status) : 128);
    }
    posix_spawn_file_actions_destroy(&files);
    fflush(stdout);
  }
  return 0;
}
