import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;

/** Prints what HdrHistogram itself finds in logs: Expected FILE UNITS_PER_MS [FILE UNITS_PER_MS …]. Times are in ms. */
public class Expected {
  static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.9};

  public static void main(String[] args) throws Exception {
    List<String> files = new ArrayList<>();
    for (int i = 0; i < args.length; i += 2) files.add(file(args[i], Double.parseDouble(args[i + 1])));
    System.out.println("{\n" + String.join(",\n", files) + "\n}");
  }

  static String file(String name, double unitsPerMs) throws Exception {
    HistogramLogReader reader = new HistogramLogReader(new File(name));
    Map<String, Histogram> byTag = new TreeMap<>();
    Map<String, DoubleHistogram> doubles = new TreeMap<>();
    TreeMap<Long, Long> intervals = new TreeMap<>();
    long end = 0;
    for (EncodableHistogram next = reader.nextIntervalHistogram(); next != null; next = reader.nextIntervalHistogram()) {
      String tag = next.getTag() == null ? "" : next.getTag();
      long count = 0;
      if (next instanceof DoubleHistogram) {
        DoubleHistogram all = doubles.computeIfAbsent(tag, (key) -> new DoubleHistogram(3));
        all.setAutoResize(true);
        all.add((DoubleHistogram) next);
        count = ((DoubleHistogram) next).getTotalCount();
      } else {
        Histogram histogram = (Histogram) next;
        Histogram all = byTag.computeIfAbsent(tag, (key) -> {
          Histogram fresh = new Histogram(histogram.getNumberOfSignificantValueDigits());
          fresh.setAutoResize(true);
          return fresh;
        });
        all.add(histogram);
        count = histogram.getTotalCount();
      }
      intervals.merge(next.getStartTimeStamp(), count, Long::sum);
      if (count > 0) end = Math.max(end, next.getEndTimeStamp());
    }
    List<String> endpoints = new ArrayList<>();
    for (String tag : new TreeSet<>(byTag.keySet())) endpoints.add(endpoint(tag, byTag.get(tag), unitsPerMs));
    for (String tag : new TreeSet<>(doubles.keySet())) endpoints.add(doubleEndpoint(tag, doubles.get(tag), unitsPerMs));
    List<String> times = new ArrayList<>();
    intervals.forEach((start, count) -> times.add("[" + start + "," + count + "]"));
    return "\"" + new File(name).getName() + "\": {\"endMs\": " + end + ", \"intervals\": [" + String.join(",", times) + "], \"tags\": [\n" + String.join(",\n", endpoints) + "]}";
  }

  static String endpoint(String tag, Histogram histogram, double unitsPerMs) {
    int buckets = 0;
    for (HistogramIterationValue ignored : histogram.recordedValues()) buckets++;
    String lowest = histogram.getTotalCount() == 0 ? "null" : lowestBucket(histogram, unitsPerMs);
    List<String> percentiles = new ArrayList<>();
    for (double each : PERCENTILES) percentiles.add("\"" + each + "\": " + histogram.getValueAtPercentile(each) / unitsPerMs);
    return "  {\"tag\": \"" + tag + "\", \"count\": " + histogram.getTotalCount() + ", \"mean\": " + histogram.getMean() / unitsPerMs + ", \"max\": " + histogram.getMaxValue() / unitsPerMs + ", \"percentiles\": {" + String.join(", ", percentiles) + "}, \"buckets\": " + buckets + ", \"lowest\": " + lowest + "}";
  }

  /** Where the smallest value lies: start and width of its bucket. */
  static String lowestBucket(Histogram histogram, double unitsPerMs) {
    long value = histogram.recordedValues().iterator().next().getValueIteratedTo();
    return "[" + histogram.lowestEquivalentValue(value) / unitsPerMs + "," + histogram.sizeOfEquivalentValueRange(value) / unitsPerMs + "]";
  }

  static String doubleEndpoint(String tag, DoubleHistogram histogram, double unitsPerMs) {
    List<String> percentiles = new ArrayList<>();
    for (double each : PERCENTILES) percentiles.add("\"" + each + "\": " + histogram.getValueAtPercentile(each) / unitsPerMs);
    return "  {\"tag\": \"" + tag + "\", \"count\": " + histogram.getTotalCount() + ", \"mean\": " + histogram.getMean() / unitsPerMs + ", \"max\": " + histogram.getMaxValue() / unitsPerMs + ", \"percentiles\": {" + String.join(", ", percentiles) + "}, \"buckets\": null, \"lowest\": null}";
  }
}
