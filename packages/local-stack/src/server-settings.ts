/** What the server is started with: sized for a small machine that runs both clusters beside the application. */
export function serverSettings(port: number, durable: boolean): string[] {
  const settings: Record<string, string> = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    // A socket would need a folder that is short, reachable and private; TCP on the loopback needs nothing.
    unix_socket_directories: "",
    shared_buffers: "128MB",
    max_connections: durable ? "100" : "200",
    shared_preload_libraries: "pg_stat_statements",
    password_encryption: "scram-sha-256",
    timezone: "UTC",
    log_timezone: "UTC",
    log_line_prefix: "%m [%p] %d ",
    // SSD and data that fits the page cache; compiling queries costs more than it saves at this size.
    random_page_cost: "1.1",
    effective_cache_size: "1GB",
    jit: "off",
    max_wal_size: "1GB",
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum_naptime: "1h" }),
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}
