using System.Text;
using Phoenix.Node.CommandLine;

namespace Phoenix.Node.Tests.Settings.BadConfigurations;

/// <summary>
/// Goal: whatever is wrong in a file, its user is told all of it at once, each mistake in one line that says where it
/// is, what is allowed and what to do; nothing is started, and no stack trace is seen.
/// </summary>
public sealed class BadConfigurationSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-").FullName;

    public static TheoryData<string> Cases => [.. BadConfiguration.Names];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void There_are_many() => BadConfiguration.Names.Length.ShouldBeGreaterThanOrEqualTo(80);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_bad_configuration_is_told_to_the_letter(string name)
    {
        var bad = BadConfiguration.Read(name);
        var file = bad.WriteTo(_folder);

        var (code, told) = await Run("--config", file, "--for", "1s");

        told.ShouldBe(bad.Expected);
        code.ShouldBe(ExitCode.BadInput);
        (await Run("check", "--config", file)).ShouldSatisfyAllConditions(
            check => check.Told.ShouldBe(bad.Expected), check => check.Code.ShouldBe(ExitCode.BadInput));
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_told_with_its_line() =>
        (await Told(Encoding.Latin1.GetBytes("# Müller's node\nphoenix.trading.owner = mm2\n"))).ShouldBe(
        [
            "--config: my.conf: line 1 holds what is not UTF-8; "
                + "name a readable HOCON file, for example hocon/sim.conf",
        ]);

    [Fact]
    public async Task An_included_file_in_another_encoding_is_told_with_the_line_of_its_include()
    {
        File.WriteAllBytes(Path.Combine(_folder, "a.conf"), Encoding.Unicode.GetBytes("phoenix.trading.owner = ü\n"));

        (await Told("\ninclude \"a.conf\"\n"u8.ToArray())).ShouldBe(
        [
            "my.conf:2: include \"a.conf\": line 1 holds what is not UTF-8; "
                + "correct the path, which is relative to the file it stands in",
        ]);
    }

    [Fact]
    public async Task What_is_far_too_large_is_not_read() =>
        (await Told(new byte[(1 << 20) + 1])).ShouldBe(
        [
            "--config: my.conf: holds more than 1MiB, so it is no settings file; "
                + "name a readable HOCON file, for example hocon/sim.conf",
        ]);

    [Fact]
    public async Task A_folder_is_no_file() =>
        (await Run("--config", _folder)).Told.ShouldBe(
            [$"--config: {_folder}: is a directory; name a readable HOCON file, for example hocon/sim.conf"]);

    [Fact]
    public async Task A_file_that_may_not_be_read_is_told()
    {
        if (OperatingSystem.IsWindows() || Environment.UserName == "root")
        {
            return; // other rights, or every right
        }

        var file = Path.Combine(_folder, "my.conf");
        File.WriteAllText(file, "");
        File.SetUnixFileMode(file, UnixFileMode.None);

        (await Run("--config", file)).Told.ShouldHaveSingleItem().ShouldStartWith("--config: my.conf: Access to ");
    }

    /// <summary>A byte order mark is what some editors write; an empty file is the reference alone.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\uFEFFphoenix.streams.halt-after = 3s\n")]
    [InlineData("# nothing differs\n")]
    public void What_says_nothing_else_is_the_reference(string text)
    {
        var file = Path.Combine(_folder, "my.conf");
        File.WriteAllText(file, text);

        Node.Settings.SettingsReader.ReadFile(file).Phoenix.Streams
            .ShouldBe(Node.Settings.SettingsReader.ReadReference().Phoenix.Streams);
    }

    private async Task<string[]> Told(byte[] content)
    {
        var file = Path.Combine(_folder, "my.conf");
        await File.WriteAllBytesAsync(file, content);
        var (code, told) = await Run("--config", file, "--for", "1s");
        code.ShouldBe(ExitCode.BadInput);
        return told;
    }

    /// <summary>The lines name files as they are named when the program is started in their folder.</summary>
    private async Task<(int Code, string[] Told)> Run(params string[] arguments)
    {
        using var error = new StringWriter();
        var code = await PhoenixCommand.Run(arguments, TextWriter.Null, error);
        return (code,
        [
            .. error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Replace(_folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal)),
        ]);
    }
}
