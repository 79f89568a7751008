package planted.adapter.http;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.function.UnaryOperator;
import org.hibernate.Session;
import planted.adapter.jpa.OrderRow;
import planted.app.Wiring;

/** Knows another adapter, the app and the database, is injected into, and changes case as the machine likes. */
@SuppressWarnings("StringCaseLocaleUsage")
class OrderRoutes {
    @PersistenceContext
    EntityManager entities;

    OrderRow row() {
        return new OrderRow();
    }

    Wiring wiring() {
        return new Wiring();
    }

    Session session(Session session) {
        return session;
    }

    HikariDataSource pool(HikariDataSource pool) {
        return pool;
    }

    String lower(String text) {
        return text.toLowerCase();
    }

    String upper(String text) {
        return text.toUpperCase();
    }

    UnaryOperator<String> lower() {
        return String::toLowerCase;
    }
}
