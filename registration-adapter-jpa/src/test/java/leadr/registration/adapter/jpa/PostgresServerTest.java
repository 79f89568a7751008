package leadr.registration.adapter.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresServerTest {
    @Test
    void itIsAsDurableAsARealOne() throws SQLException {
        try (TestDatabase database = new PostgresDatabase()) {
            assertThat(List.of("fsync", "synchronous_commit", "full_page_writes"))
                    .allSatisfy(setting ->
                            assertThat(database.query("show " + setting)).containsExactly("on"));
            assertThat(database.query("show max_connections")).containsExactly("200");
        }
    }

    @Test
    void everyTableIsEmptiedButThoseOfTheMigrations() throws SQLException {
        for (TestDatabase database : List.of(new H2Database(), new PostgresDatabase())) {
            try (database) {
                database.execute("create table later (id integer primary key)");
                database.execute("insert into later values (1)");
                database.execute("insert into locks values ('l')");

                database.empty();

                assertThat(database.query("select id from later")).isEmpty();
                assertThat(database.query("select name from locks")).isEmpty();
                assertThat(database.query("select id from databasechangelog")).isNotEmpty();
            }
        }
    }
}
