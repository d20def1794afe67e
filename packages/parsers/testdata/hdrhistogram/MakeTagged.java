import java.io.FileOutputStream;
import java.io.PrintStream;
import java.util.Random;
import org.HdrHistogram.DoubleHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Writes logs that only HdrHistogram 2.1.5 and later can write: MakeTagged KIND FILE. */
public class MakeTagged {
  static final long START = 1_790_000_000_000L;
  static final Random random = new Random(11);

  public static void main(String[] args) throws Exception {
    HistogramLogWriter writer = new HistogramLogWriter(new PrintStream(new FileOutputStream(args[1]), false, "UTF-8"));
    writer.outputLogFormatVersion();
    writer.outputStartTime(START);
    writer.setBaseTime(START);
    if (args[0].equals("base")) writer.outputBaseTime(START);
    writer.outputLegend();
    for (int second = 0; second < 5; second++) interval(args[0], writer, START + second * 1000L);
  }

  static void interval(String kind, HistogramLogWriter writer, long start) {
    switch (kind) {
      case "double": {
        DoubleHistogram histogram = new DoubleHistogram(3);
        for (int i = 0; i < 120; i++) histogram.recordValue(0.004 * Math.exp(1.2 * random.nextGaussian()));
        histogram.setStartTimeStamp(start);
        histogram.setEndTimeStamp(start + 1000);
        writer.outputIntervalHistogram((start - START) / 1000.0, (start - START) / 1000.0 + 1, histogram, 0.001);
        return;
      }
      case "total": {
        Histogram all = of(0, 1, start, null);
        Histogram a = of(80, 4, start, "browse");
        Histogram b = of(40, 30, start, "checkout");
        all.add(a);
        all.add(b);
        for (Histogram histogram : new Histogram[] {all, a, b}) writer.outputIntervalHistogram(histogram);
        return;
      }
      default: {
        Histogram[] all = {of(60, 8, start, null), of(80, 4, start, "browse"), of(40, 30, start, "/checkout?token=1"), of(5, 9, start, "__proto__"), of(0, 1, start, "idle")};
        for (Histogram histogram : all) writer.outputIntervalHistogram(histogram);
      }
    }
  }

  static Histogram of(int samples, double ms, long start, String tag) {
    Histogram histogram = new Histogram(60_000_000_000L, 2);
    for (int i = 0; i < samples; i++) histogram.recordValue((long) (ms * 1e6 * Math.exp(0.7 * random.nextGaussian())));
    histogram.setStartTimeStamp(start);
    histogram.setEndTimeStamp(start + 1000);
    histogram.setTag(tag);
    return histogram;
  }
}
