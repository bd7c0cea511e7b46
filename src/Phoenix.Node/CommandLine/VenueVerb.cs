using System.CommandLine;
using Phoenix.Node.Hosting;

namespace Phoenix.Node.CommandLine;

/// <summary>The exchange alone.</summary>
internal static class VenueVerb
{
    private const string Examples = """
        Examples:
          dotnet run --project src/Phoenix.Node -- venue
              run the exchange on a free port, which is printed, until Ctrl-C
          dotnet run --project src/Phoenix.Node -- venue --port 5555 --seed 7 --for 10m
              run it on a known port, with another market, for ten minutes
          dotnet run --project src/Phoenix.Node -- venue --port 5555 --tls-port 5556 --certificate venue.pem
              run it with TLS too; clients trust venue.pem, for example by NODE_EXTRA_CA_CERTS
          dotnet run --project src/Phoenix.Node -- venue --config exchange.conf
              run it with the markets, accounts and fault script of that file (phoenix.venue.embedded)
          dotnet run --project src/Phoenix.Node -- venue --port 5555 --script faults.conf
              run it and let go wrong what faults.conf says, when it says (docs/venue-faults.md)
          curl http://127.0.0.1:5555/venue/state
              see its accounts, orders and sockets

        Exit codes:
          0  the exchange ran until it was asked to end
          1  something unexpected ended it
          2  the command line or the file holds a mistake, or the port is in use; nothing was started

        Its key is phoenix-sim-key, its secret phoenix-sim-secret; docs/venue.md tells what it can do.
        """;

    public static Verb Build()
    {
        var config = OptionParsing.File(
            "--config",
            "A HOCON file laid over hocon/reference.conf: markets, accounts, faults. Default: the reference alone.");
        var port = OptionParsing.Long(
            "--port", "N", "The exchange's port. Default: a free one, which is printed.", 0, 65_535);
        var (seed, time) = (SharedOptions.Seed(), SharedOptions.For());
        var tlsPort = OptionParsing.Long(
            "--tls-port", "N", "A second port, with TLS, for clients that insist on it. Default: none.", 0, 65_535);
        var certificate = OptionParsing.File(
            "--certificate", "Write the TLS port's certificate there (PEM), for clients to trust.");
        var script = OptionParsing.File(
            "--script", "A HOCON file with a script of faults (docs/venue-faults.md). Default: none.");
        var command = new Command("venue", "Run the exchange alone, for other processes to trade on.")
        {
            config, port, seed, time, tlsPort, certificate, script,
        };
        command.SetAction((parsed, _) => VenueRun.Execute(
            new VenueRunOptions(
                parsed.GetValue(config),
                (int?)parsed.GetValue(port),
                parsed.GetValue(seed),
                parsed.GetValue(time),
                (int?)parsed.GetValue(tlsPort),
                parsed.GetValue(certificate),
                parsed.GetValue(script))));
        return new Verb(command, Examples);
    }
}
