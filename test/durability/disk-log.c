/* Preloaded into a process: notes, in their order, every write, sync and truncation of files in one folder, so that a test can build what a disk
 * holds when the power fails. A record is: kind (w, s, t), length of the name, name, offset, length, data; numbers are little-endian 64 bit. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off64_t);
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -1;
static char folder[512];

__attribute__((constructor)) static void start(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  const char *path = getenv("DISK_LOG");
  const char *watched = getenv("DISK_FOLDER");
  if (!path || !watched) return;
  snprintf(folder, sizeof folder, "%s/", watched);
  log_fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

/* The name of the file inside the folder, or an empty one. */
static void name_of(int fd, char *name, size_t size) {
  char link[64], path[1024];
  name[0] = 0;
  if (log_fd < 0 || fd == log_fd) return;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return;
  path[length] = 0;
  if (strncmp(path, folder, strlen(folder)) == 0) snprintf(name, size, "%s", path + strlen(folder));
}

static void note(char kind, const char *name, uint64_t offset, const void *data, uint64_t length) {
  char head[300];
  size_t at = 0;
  head[at++] = kind;
  head[at++] = (char)strlen(name);
  memcpy(head + at, name, strlen(name));
  at += strlen(name);
  memcpy(head + at, &offset, 8);
  memcpy(head + at + 8, &length, 8);
  at += 16;
  real_write(log_fd, head, at);
  if (data && length) real_write(log_fd, data, length);
}

#define NAMED(fd) char name[200]; name_of(fd, name, sizeof name)
#define NOTED(kind, offset, data, length) \
  if (name[0]) { pthread_mutex_lock(&lock); note(kind, name, offset, data, length); pthread_mutex_unlock(&lock); }

ssize_t write(int fd, const void *data, size_t length) {
  NAMED(fd);
  off64_t offset = name[0] ? lseek64(fd, 0, SEEK_CUR) : 0;
  ssize_t done = real_write(fd, data, length);
  if (done > 0) NOTED('w', (uint64_t)offset, data, (uint64_t)done)
  return done;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  NAMED(fd);
  ssize_t done = real_pwrite(fd, data, length, offset);
  if (done > 0) NOTED('w', (uint64_t)offset, data, (uint64_t)done)
  return done;
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }

int fsync(int fd) {
  NAMED(fd);
  int done = real_fsync(fd);
  if (done == 0) NOTED('s', 0, NULL, 0)
  return done;
}
int fdatasync(int fd) {
  NAMED(fd);
  int done = real_fdatasync(fd);
  if (done == 0) NOTED('s', 0, NULL, 0)
  return done;
}

int ftruncate64(int fd, off64_t length) {
  NAMED(fd);
  int done = real_ftruncate(fd, length);
  if (done == 0) NOTED('t', (uint64_t)length, NULL, 0)
  return done;
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }
