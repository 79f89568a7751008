package leadr.registration.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import leadr.registration.adapter.jpa.JpaPersistence;
import leadr.registration.adapter.jpa.PersistenceSettings;
import org.jspecify.annotations.Nullable;

/**
 * An empty database and a folder for one server.
 *
 * @param postgres null for H2, whose files are in the folder; those can be looked at while no server runs
 */
record Place(String name, Path folder, @Nullable Postgres postgres, PersistenceSettings settings) {
    static Place create(String name, Path parent, @Nullable Postgres postgres) throws IOException, SQLException {
        Path folder = Files.createDirectories(parent.resolve(name));
        PersistenceSettings settings = postgres == null
                ? PersistenceSettings.h2File(folder)
                : PersistenceSettings.postgres(postgres.create(name), Postgres.USER, null);
        return new Place(name, folder, postgres, settings);
    }

    /** Makes the tables and indexes of the product. */
    void migrate() {
        JpaPersistence.open(settings).close();
    }

    /** The settings that lead a server here. */
    Map<String, String> environment() {
        String data = folder.toString();
        return postgres == null
                ? Map.of("DATA_DIR", data)
                : Map.of("DATA_DIR", data, "DB_URL", settings.jdbcUrl(), "DB_USER", settings.user());
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(settings.jdbcUrl(), settings.user(), "");
    }
}
