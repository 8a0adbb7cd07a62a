import java.nio.file.Files;
import java.nio.file.Path;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.connectors.HttpsConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.configuration.ssl.SslPolicyConfig;
import org.neo4j.configuration.ssl.SslPolicyScope;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Runs a real Neo4j on a loopback port, for the tests alone: java -cp "CLASSES:LIB/*" Launcher FOLDER PORT [CERTIFICATES].
 *  With the folder of a certificate it asks for a password and speaks TLS only. Says READY once it answers. */
public final class Launcher {
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]).toAbsolutePath();
        SocketAddress address = new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1]));
        Files.createDirectories(home);
        boolean guarded = arguments.length > 2;
        DatabaseManagementServiceBuilder builder = new DatabaseManagementServiceBuilder(home)
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, address)
                .setConfig(BoltConnector.advertised_address, address)
                .setConfig(HttpConnector.enabled, false)
                .setConfig(HttpsConnector.enabled, false)
                .setConfig(GraphDatabaseSettings.auth_enabled, guarded)
                .setConfig(GraphDatabaseSettings.pagecache_memory, 512L << 20);
        if (guarded) {
            SslPolicyConfig policy = SslPolicyConfig.forScope(SslPolicyScope.BOLT);
            builder.setConfig(policy.enabled, true)
                    .setConfig(policy.base_directory, Path.of(arguments[2]).toAbsolutePath())
                    .setConfig(policy.private_key, Path.of("key.pem"))
                    .setConfig(policy.public_certificate, Path.of("certificate.pem"))
                    .setConfig(BoltConnector.encryption_level, BoltConnector.EncryptionLevel.REQUIRED);
        }
        DatabaseManagementService service = builder.build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        service.database(GraphDatabaseSettings.DEFAULT_DATABASE_NAME).isAvailable(60_000);
        System.out.println("READY " + address);
        Thread.currentThread().join();
    }
}
