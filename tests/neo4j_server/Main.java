import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Scanner;

/**
 * A Neo4j server on loopback for one test session.
 *
 * <p>Arguments: its folder, its Bolt port, the size of its page cache, and "keep" or "remove". Its password is the first line
 * of standard input; an empty line leaves the password as it is. It prints READY, and when standard input closes, which the end of the test session brings about however
 * it comes, it ends and removes its folder, unless that is to be kept. Neo4j is called by reflection: an older compiler
 * cannot read the classes of the newest release.
 */
public class Main {
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    boolean keeps = arguments[3].equals("keep");
    String settings =
        String.join(
            "\n",
            "server.bolt.enabled=true",
            "server.bolt.listen_address=127.0.0.1:" + arguments[1],
            "server.memory.pagecache.size=" + arguments[2],
            "dbms.security.auth_enabled=true",
            "dbms.usage_report.enabled=false",
            // Otherwise a stop waits ten seconds for other connections.
            "internal.dbms.bolt.netty_server_shutdown_quiet_period=0",
            "db.logs.query.enabled=OFF");
    Path file = Files.writeString(folder.resolve("neo4j.conf"), settings);

    Class<?> builderClass = Class.forName("org.neo4j.dbms.api.DatabaseManagementServiceBuilder");
    Object builder = builderClass.getConstructor(Path.class).newInstance(folder.resolve("data"));
    builderClass.getMethod("loadPropertiesFromFile", Path.class).invoke(builder, file);
    Object service = builderClass.getMethod("build").invoke(builder);
    if (!keeps) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(folder)));
    }

    Scanner input = new Scanner(System.in);
    String password = input.nextLine();
    Class<?> serviceClass = Class.forName("org.neo4j.dbms.api.DatabaseManagementService");
    Object system = serviceClass.getMethod("database", String.class).invoke(service, "system");
    if (!password.isEmpty()) {
      Class.forName("org.neo4j.graphdb.GraphDatabaseService")
          .getMethod("executeTransactionally", String.class, Map.class)
          .invoke(
              system,
              "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
              Map.of("password", password));
    }
    System.out.println("READY");
    while (input.hasNextLine()) {
      input.nextLine();
    }
    if (keeps) {
      serviceClass.getMethod("shutdown").invoke(service);
      Runtime.getRuntime().halt(0);
    }
    end(folder);
  }

  /** Nothing in here is worth an orderly shutdown, which takes ten seconds. */
  private static void end(Path folder) {
    try (var paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException error) {
      System.err.println("Could not remove all of " + folder + ": " + error);
    }
    Runtime.getRuntime().halt(0);
  }
}
