import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.Random;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * Writes a log of six intervals, the third of which is empty, with the HdrHistogram on the class path, of any version:
 * MakeLogs FILE CLASS DIGITS UNITS_PER_MS MAX_VALUE_UNIT_RATIO.
 */
public class MakeLogs {
  static final long START = 1_790_000_000_000L;

  public static void main(String[] args) throws Exception {
    int digits = Integer.parseInt(args[2]);
    double unitsPerMs = Double.parseDouble(args[3]);
    double ratio = Double.parseDouble(args[4]);
    HistogramLogWriter writer = new HistogramLogWriter(new PrintStream(new FileOutputStream(args[0]), false, "UTF-8"));
    writer.outputComment("[Made by MakeLogs]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(START);
    writer.outputLegend();
    Random random = new Random(7);
    for (int second = 0; second < 6; second++) {
      AbstractHistogram histogram = (AbstractHistogram)
          Class.forName("org.HdrHistogram." + args[1]).getConstructor(long.class, int.class).newInstance((long) (60_000 * unitsPerMs), digits);
      int samples = second == 2 ? 0 : 150 + 40 * second;
      for (int i = 0; i < samples; i++) {
        double ms = 5 * Math.exp(0.9 * random.nextGaussian()) + (random.nextInt(50) == 0 ? 400 : 0);
        histogram.recordValue(Math.max((long) (ms * unitsPerMs), 1));
      }
      write(writer, second + 0.25, second + 1.25, histogram, ratio);
    }
  }

  /** 1.2 knows no ratio: it divides by 1,000,000 always. */
  static void write(HistogramLogWriter writer, double from, double to, AbstractHistogram histogram, double ratio) throws Exception {
    for (Method method : HistogramLogWriter.class.getMethods()) {
      Class<?>[] types = method.getParameterTypes();
      if (!method.getName().equals("outputIntervalHistogram") || types.length < 3 || types[0] != double.class) continue;
      if (types.length == 4) {
        method.invoke(writer, from, to, histogram, ratio);
        return;
      }
      if (ratio == 1e6) {
        method.invoke(writer, from, to, histogram);
        return;
      }
    }
    throw new IllegalStateException("this version cannot write that ratio");
  }
}
