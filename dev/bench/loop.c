/*
 * The plain C contestant: one fused loop an optimizer, one pass over memory, huge pages where the
 * system gives them. See README.md for what a contestant reads and prints.
 *
 *   gcc -O3 -march=native -fno-math-errno -pthread loop.c -o loop -lm
 *   loop OPTIMIZER THREADS
 */
#define _GNU_SOURCE
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

enum { HUGE_PAGE = 2 << 20, LINE = 16, MOST_THREADS = 64, WARM_STEPS = 3, MAX_STEPS = 1 << 20 };

typedef struct {
  long n;
  float *p, *g, *m, *v, *x;
  float decay;
} Tensor;

typedef struct {
  float lr, decay, momentum, beta1, beta2, eps, rate, root2;
} Numbers;

typedef void (*Update)(Numbers h, Tensor *t);

static void sgd(Numbers h, Tensor *t) {
  float *restrict p = t->p;
  const float *restrict g = t->g;
  for (long i = 0; i < t->n; i++) {
    p[i] -= h.lr * g[i];
  }
}

static void momentum(Numbers h, Tensor *t) {
  float *restrict p = t->p, *restrict m = t->m;
  const float *restrict g = t->g;
  for (long i = 0; i < t->n; i++) {
    m[i] = h.momentum * m[i] + g[i];
    p[i] -= h.lr * m[i];
  }
}

/* Adam and, where the tensor has a decay, AdamW. */
static void adam(Numbers h, Tensor *t) {
  float *restrict p = t->p, *restrict m = t->m, *restrict v = t->v;
  const float *restrict g = t->g;
  const float keep = 1 - h.lr * t->decay;
  for (long i = 0; i < t->n; i++) {
    m[i] = h.beta1 * m[i] + (1 - h.beta1) * g[i];
    v[i] = h.beta2 * v[i] + (1 - h.beta2) * g[i] * g[i];
    p[i] = keep * p[i] - h.rate * (m[i] / (sqrtf(v[i]) / h.root2 + h.eps));
  }
}

static void amsgrad(Numbers h, Tensor *t) {
  float *restrict p = t->p, *restrict m = t->m, *restrict v = t->v, *restrict x = t->x;
  const float *restrict g = t->g;
  for (long i = 0; i < t->n; i++) {
    m[i] = h.beta1 * m[i] + (1 - h.beta1) * g[i];
    v[i] = h.beta2 * v[i] + (1 - h.beta2) * g[i] * g[i];
    x[i] = x[i] > v[i] ? x[i] : v[i];
    p[i] -= h.rate * (m[i] / (sqrtf(x[i]) / h.root2 + h.eps));
  }
}

/* The same with L2 decay, with an unscaled gradient, with a negated one. */
static void sgd_decay(Numbers h, Tensor *t) {
  float *restrict p = t->p;
  const float *restrict g = t->g;
  const float decay = t->decay;
  for (long i = 0; i < t->n; i++) {
    p[i] -= h.lr * (g[i] + decay * p[i]);
  }
}

static void momentum_decay(Numbers h, Tensor *t) {
  float *restrict p = t->p, *restrict m = t->m;
  const float *restrict g = t->g;
  const float decay = t->decay;
  for (long i = 0; i < t->n; i++) {
    m[i] = h.momentum * m[i] + (g[i] + decay * p[i]);
    p[i] -= h.lr * m[i];
  }
}

static void momentum_scaled(Numbers h, Tensor *t) {
  float *restrict p = t->p, *restrict m = t->m;
  const float *restrict g = t->g;
  for (long i = 0; i < t->n; i++) {
    m[i] = h.momentum * m[i] + g[i] * (1 / 1024.0f);
    p[i] -= h.lr * m[i];
  }
}

static void adam_decay(Numbers h, Tensor *t) {
  float *restrict p = t->p, *restrict m = t->m, *restrict v = t->v;
  const float *restrict g = t->g;
  const float decay = t->decay;
  for (long i = 0; i < t->n; i++) {
    const float gi = g[i] + decay * p[i];
    m[i] = h.beta1 * m[i] + (1 - h.beta1) * gi;
    v[i] = h.beta2 * v[i] + (1 - h.beta2) * gi * gi;
    p[i] -= h.rate * (m[i] / (sqrtf(v[i]) / h.root2 + h.eps));
  }
}

static void adam_maximize(Numbers h, Tensor *t) {
  float *restrict p = t->p, *restrict m = t->m, *restrict v = t->v;
  const float *restrict g = t->g;
  for (long i = 0; i < t->n; i++) {
    const float gi = -g[i];
    m[i] = h.beta1 * m[i] + (1 - h.beta1) * gi;
    v[i] = h.beta2 * v[i] + (1 - h.beta2) * gi * gi;
    p[i] -= h.rate * (m[i] / (sqrtf(v[i]) / h.root2 + h.eps));
  }
}

static const struct {
  const char *name;
  Update update;
  int slots;
  float decay;
} OPTIMIZERS[] = {
    {"sgd", sgd, 0, 0},   {"momentum", momentum, 1, 0}, {"adam", adam, 2, 0},
    {"adamw", adam, 2, 0.01f}, {"amsgrad", amsgrad, 3, 0},
    {"sgd-decay", sgd_decay, 0, 0.01f},
    {"momentum-decay", momentum_decay, 1, 0.01f},
    {"momentum-scaled", momentum_scaled, 1, 0},
    {"adam-decay", adam_decay, 2, 0.01f},
    {"adam-maximize", adam_maximize, 2, 0},
};

/* Memory of one kind for all tensors, cut up in their order. */
static float *block(long n) {
  long bytes = (4 * n + HUGE_PAGE - 1) / HUGE_PAGE * HUGE_PAGE;
  float *block = aligned_alloc(HUGE_PAGE, bytes ? bytes : HUGE_PAGE);
  if (!block) {
    exit(2);
  }
  madvise(block, bytes, MADV_HUGEPAGE);
  memset(block, 0, bytes);
  return block;
}

/* One line of sizes is one group. */
static Tensor *read_layout(float decay, int *count, long *total) {
  Tensor *tensors = NULL;
  *count = 0;
  *total = 0;
  for (int group = 0; group < 2; group++) {
    char *line = NULL, *at;
    size_t capacity = 0;
    if (getline(&line, &capacity, stdin) < 0) {
      exit(2);
    }
    at = line;
    for (char *end; ; at = end) {
      long n = strtol(at, &end, 10);
      if (end == at) {
        break;
      }
      tensors = realloc(tensors, (*count + 1) * sizeof(Tensor));
      tensors[(*count)++] = (Tensor){.n = n, .decay = group == 0 ? decay : 0};
      *total += n;
    }
    free(line);
  }
  return tensors;
}

static void allocate(Tensor *tensors, int count, long total, int slots) {
  float *blocks[5];
  for (int k = 0; k < 2 + slots; k++) {
    blocks[k] = block(total);
  }
  for (long i = 0; i < total; i++) {
    blocks[0][i] = (i % 1000 - 500) * 0.001f;
    blocks[1][i] = (i % 777 - 388) * 0.0001f;
  }
  long at = 0;
  for (int i = 0; i < count; i++) {
    Tensor *t = &tensors[i];
    t->p = blocks[0] + at;
    t->g = blocks[1] + at;
    t->m = slots > 0 ? blocks[2] + at : NULL;
    t->v = slots > 1 ? blocks[3] + at : NULL;
    t->x = slots > 2 ? blocks[4] + at : NULL;
    at += t->n;
  }
}

/* What one thread updates in each step: neighbours in memory, cut at lines of the cache. */
typedef struct {
  Tensor *tensors;
  int count;
  pthread_t thread;
} Share;

static Share shares[MOST_THREADS];
static int threads;
static Update update;
static Numbers numbers;
static pthread_barrier_t begin, end;

static float *part(float *array, long from) {
  return array ? array + from : NULL;
}

static void cut(Tensor *tensors, int count, long total) {
  long at = 0;
  for (int k = 0, i = 0; k < threads; k++) {
    const long until = k + 1 == threads ? total : total * (k + 1) / threads / LINE * LINE;
    shares[k].tensors = malloc(count * sizeof(Tensor));
    while (i < count && at < until) {
      Tensor *t = &tensors[i];
      const long n = t->n < until - at ? t->n : until - at;
      shares[k].tensors[shares[k].count++] =
          (Tensor){n, t->p, t->g, t->m, t->v, t->x, t->decay};
      *t = (Tensor){t->n - n,      t->p + n,      t->g + n, part(t->m, n),
                    part(t->v, n), part(t->x, n), t->decay};
      at += n;
      i += t->n == 0;
    }
  }
}

static void run(const Share *share) {
  for (int i = 0; i < share->count; i++) {
    update(numbers, &share->tensors[i]);
  }
}

static void *work(void *share) {
  for (;;) {
    pthread_barrier_wait(&begin);
    run(share);
    pthread_barrier_wait(&end);
  }
  return NULL;
}

static void start(void) {
  pthread_barrier_init(&begin, NULL, threads);
  pthread_barrier_init(&end, NULL, threads);
  for (int k = 1; k < threads; k++) {
    if (pthread_create(&shares[k].thread, NULL, work, &shares[k])) {
      exit(2);
    }
  }
}

static void step(long t) {
  numbers = (Numbers){.lr = 0.001f, .momentum = 0.9f, .beta1 = 0.9f, .beta2 = 0.999f, .eps = 1e-8f};
  numbers.rate = (float)(0.001 / (1 - pow(0.9, t)));
  numbers.root2 = (float)sqrt(1 - pow(0.999, t));
  if (threads > 1) {
    pthread_barrier_wait(&begin);
  }
  run(&shares[0]);
  if (threads > 1) {
    pthread_barrier_wait(&end);
  }
}

static long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000L + time.tv_nsec;
}

static int ascending(const void *a, const void *b) {
  long x = *(const long *)a, y = *(const long *)b;
  return (x > y) - (x < y);
}

int main(int argc, char **argv) {
  int which = 0;
  while (argc < 3 || strcmp(OPTIMIZERS[which].name, argv[1])) {
    if (argc < 3 || ++which == sizeof OPTIMIZERS / sizeof *OPTIMIZERS) {
      puts("missing no such optimizer");
      return 0;
    }
  }
  threads = atoi(argv[2]);
  if (threads < 1 || threads > MOST_THREADS) {
    puts("missing that many threads");
    return 0;
  }
  int count;
  long total, t = 0;
  update = OPTIMIZERS[which].update;
  Tensor *tensors = read_layout(OPTIMIZERS[which].decay, &count, &total);
  allocate(tensors, count, total, OPTIMIZERS[which].slots);
  const float *probe = tensors[0].p + 1;
  cut(tensors, count, total);
  start();
  while (t < WARM_STEPS) {
    step(++t);
  }
  printf("ready %.9g gcc %s\n", *probe, __VERSION__);
  fflush(stdout);
  long *times = malloc(MAX_STEPS * sizeof(long));
  for (long ms; scanf("%ld", &ms) == 1;) {
    long steps = 0, first = now(), last = first;
    while ((last - first < ms * 1000000 || steps < 3) && steps < MAX_STEPS) {
      step(++t);
      long after = now();
      times[steps++] = after - last;
      last = after;
    }
    qsort(times, steps, sizeof(long), ascending);
    printf("%ld %ld %ld\n", steps, times[0], times[steps / 2]);
    fflush(stdout);
  }
  return 0;
}
