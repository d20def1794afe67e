// Fills JMeter's own Aggregate Report and Summary Report from a JTL in CSV, without a screen, and saves their tables as the button
// "Save Table Data" does: ReportTables JMETER_HOME JTL aggregate|summary OUT.csv [noheader] [groups]. Locale: -Duser.language, and -Duser.country.
import java.io.*;
import java.lang.reflect.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.text.Format;
import java.util.*;
import javax.swing.*;

public class ReportTables {
  static Object field(Object of, Class<?> type, String name) throws Exception {
    for (Class<?> c = type; c != null; c = c.getSuperclass())
      try { Field f = c.getDeclaredField(name); f.setAccessible(true); return f.get(of); } catch (NoSuchFieldException e) { }
    return null;
  }
  static Object call(Class<?> type, String name, Object... args) throws Exception {
    for (Method m : type.getDeclaredMethods())
      if (m.getName().equals(name) && m.getParameterCount() == args.length)
        try { m.setAccessible(true); return m.invoke(null, args); } catch (IllegalArgumentException e) { }
    throw new NoSuchMethodException(name + "/" + args.length);
  }
  public static void main(String[] a) throws Exception {
    List<String> flags = Arrays.asList(a).subList(4, a.length);
    Class<?> utils = Class.forName("org.apache.jmeter.util.JMeterUtils");
    utils.getMethod("setJMeterHome", String.class).invoke(null, a[0]);
    utils.getMethod("loadJMeterProperties", String.class).invoke(null, a[0] + "/bin/jmeter.properties");
    utils.getMethod("setLocale", Locale.class).invoke(null, Locale.getDefault());
    Class<?> table = Class.forName("org.apache.jmeter.visualizers.StatGraphVisualizer");
    Class<?> type = Class.forName("org.apache.jmeter.visualizers." + (a[2].equals("aggregate") ? "StatVisualizer" : "SummaryReport"));
    Object report = type.getDeclaredConstructor().newInstance();
    if (flags.contains("groups")) ((JCheckBox) field(report, type, "useGroupName")).setSelected(true);
    Class<?> result = Class.forName("org.apache.jmeter.samplers.SampleResult");
    Method add = type.getMethod("add", result);
    List<List<String>> rows = read(Paths.get(a[1]));
    List<String> head = rows.get(0);
    for (List<String> row : rows.subList(1, rows.size())) {
      Object sample = result.getMethod("createTestSample", long.class, long.class)
          .invoke(null, l(head, row, "timeStamp"), l(head, row, "timeStamp") + l(head, row, "elapsed"));
      result.getMethod("setSampleLabel", String.class).invoke(sample, row.get(head.indexOf("label")));
      result.getMethod("setThreadName", String.class).invoke(sample, row.get(head.indexOf("threadName")));
      result.getMethod("setSuccessful", boolean.class).invoke(sample, row.get(head.indexOf("success")).equals("true"));
      try { result.getMethod("setBytes", long.class).invoke(sample, l(head, row, "bytes")); }
      catch (NoSuchMethodException e) { result.getMethod("setBytes", int.class).invoke(sample, (int) l(head, row, "bytes")); }
      try { result.getMethod("setSentBytes", long.class).invoke(sample, l(head, row, "sentBytes")); } catch (NoSuchMethodException e) { }
      add.invoke(report, sample);
    }
    Thread.sleep(1500);
    SwingUtilities.invokeAndWait(() -> { });
    Class<?> from = a[2].equals("aggregate") ? table : type;
    Object formats = field(null, from, "FORMATS");
    if (formats == null) formats = call(table, "getFormatters");
    Object columns = field(null, from, "COLUMNS");
    if (a[2].equals("aggregate")) try { columns = call(table, "getColumns"); } catch (NoSuchMethodException e) { }
    Object parameters = field(null, type, "COLUMNS_PARAMS");
    if (a[2].equals("aggregate")) try { parameters = call(table, "getColumnsMsgParameters"); } catch (NoSuchMethodException e) { }
    Object labels;
    try { labels = call(table, "getLabels", columns, parameters); } catch (NoSuchMethodException e) { labels = call(table, "getLabels", columns); }
    Object data = call(table, "getAllTableData", field(report, type, "model"), formats);
    Class<?> save = Class.forName("org.apache.jmeter.save.CSVSaveService");
    FileWriter writer = new FileWriter(a[3]);
    call(save, "saveCSVStats", data, writer, flags.contains("noheader") ? null : labels);
    writer.close();
    System.exit(0);
  }
  static long l(List<String> head, List<String> row, String column) { int at = head.indexOf(column); return at < 0 ? 0 : Long.parseLong(row.get(at)); }
  static List<List<String>> read(Path path) throws IOException {
    String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
    List<List<String>> rows = new ArrayList<>(); List<String> row = new ArrayList<>(); StringBuilder cell = new StringBuilder(); boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') { cell.append('"'); i++; }
      else if (c == '"') quoted = !quoted;
      else if (!quoted && (c == ',' || c == '\n')) { row.add(cell.toString()); cell.setLength(0); if (c == '\n') { rows.add(row); row = new ArrayList<>(); } }
      else cell.append(c);
    }
    return rows;
  }
}
