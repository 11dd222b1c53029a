package io.euge.bench.cluster;

import io.euge.device.placement.Policy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The points of the experiment in order of importance, because a time limit may stop the
 * experiment.
 *
 * @param gpus numbers of GPUs; 0 for the CPU
 * @param jobs numbers of concurrent jobs on one device
 * @param executors of a job
 * @param tasks of an executor, and of each GPU where an executor has several
 * @param policies of the points whose executor has several GPUs
 * @param mps whether executors can share a GPU by MPS
 */
record ClusterPlan(
    List<Integer> gpus,
    List<Integer> jobs,
    List<Integer> executors,
    List<Integer> tasks,
    List<Policy> policies,
    boolean mps) {

  /** Returns the points without duplicates. */
  List<ClusterPoint> points() {
    Set<ClusterPoint> points = new LinkedHashSet<>();
    List<Integer> single = gpus.stream().filter(count -> count < 2).toList();
    List<Integer> several = extremesFirst(gpus).stream().filter(count -> count > 1).toList();
    int mostTasks = Collections.max(tasks);
    for (int device : single) {
      int fewestJobs = Collections.min(jobs);
      add(points, new ClusterPoint(device, fewestJobs, Collections.max(executors), mostTasks));
      int mostJobs = Collections.max(jobs);
      add(points, new ClusterPoint(device, mostJobs, Collections.min(executors), mostTasks));
    }
    for (int count : several) {
      addPlacements(points, count, mostTasks);
    }
    for (int device : single) {
      for (int job : extremesFirst(jobs)) {
        for (int task : extremesFirst(tasks)) {
          for (int executor : extremesFirst(executors)) {
            add(points, new ClusterPoint(device, job, executor, task));
          }
        }
      }
    }
    for (int task : extremesFirst(tasks)) {
      for (int count : several) {
        addPlacements(points, count, task);
      }
    }
    return List.copyOf(points);
  }

  /** Adds a point with shared and private copies, each time-sliced and under MPS. */
  private void add(Set<ClusterPoint> points, ClusterPoint point) {
    List<ClusterPoint> copies =
        point.tasks() > 1 ? List.of(point, point.withCopies()) : List.of(point);
    for (ClusterPoint one : copies) {
      points.add(one);
      if (mps && point.slots() > 1) {
        points.add(one.withMps(true));
      }
    }
  }

  /** Adds an executor for each GPU, then one executor with all GPUs under each policy. */
  private void addPlacements(Set<ClusterPoint> points, int gpus, int tasks) {
    points.add(new ClusterPoint(gpus, 1, gpus, tasks));
    for (Policy policy : policies) {
      points.add(ClusterPoint.withAllGpus(gpus, tasks, policy));
    }
  }

  /** Returns the distinct numbers: the largest, the smallest, then the others. */
  private static List<Integer> extremesFirst(List<Integer> numbers) {
    TreeSet<Integer> left = new TreeSet<>(numbers);
    List<Integer> ordered = new ArrayList<>();
    ordered.add(left.pollLast());
    if (!left.isEmpty()) {
      ordered.add(left.pollFirst());
    }
    ordered.addAll(left.descendingSet());
    return ordered;
  }
}
