using System.Net;
using System.Net.Sockets;

namespace Phoenix.EndToEnd;

/// <summary>A mistake is answered with one line that says where and what to do, never with a stack trace.</summary>
public sealed class BadInputSpecs
{
    [Theory]
    [InlineData("--for 10parsecs", "--for 10parsecs: expected a duration")]
    [InlineData("--config /nowhere/my.conf", "--config: /nowhere/my.conf: no such file")]
    public async Task A_mistake_costs_one_line_and_exit_code_2(string line, string expected)
    {
        await using var phoenix = PhoenixProcess.Start(line.Split(' '));

        (await phoenix.Exit()).ShouldBe(2);

        phoenix.Errors.ShouldHaveSingleItem().ShouldStartWith(expected);
    }

    [Fact]
    public async Task A_negative_layer_count_names_its_file_and_line()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("my.conf", "# mine\nphoenix.symbol-defaults.grid.layers = -3\n");
        await using var phoenix = PhoenixProcess.Start("--config", file);

        (await phoenix.Exit()).ShouldBe(2);

        phoenix.Errors.ShouldHaveSingleItem()
            .ShouldStartWith($"{file}:2: phoenix.symbol-defaults.grid.layers = -3: expected a whole number");
    }

    [Fact]
    public async Task An_unknown_key_names_its_line_and_the_key_that_was_probably_meant()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("my.conf", "phoenix {\n  streams.halt-afer = 2s\n}\n");
        await using var phoenix = PhoenixProcess.Start("--config", file);

        (await phoenix.Exit()).ShouldBe(2);

        var line = phoenix.Errors.ShouldHaveSingleItem();
        line.ShouldStartWith($"{file}:2: phoenix.streams.halt-afer");
        line.ShouldContain("halt-after");
    }

    [Fact]
    public async Task A_port_in_use_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await using var phoenix = PhoenixProcess.Start("--venue-port", $"{port}", "--for", "5s");

        (await phoenix.Exit()).ShouldBe(2, phoenix.Transcript);

        phoenix.Errors.ShouldHaveSingleItem().ShouldStartWith($"--venue-port: {port}: this port is in use");
    }
}
