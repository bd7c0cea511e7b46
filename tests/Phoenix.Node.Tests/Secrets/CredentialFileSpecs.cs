using Phoenix.Node.CommandLine;
using Phoenix.Node.Secrets;
using Phoenix.Node.Settings;

namespace Phoenix.Node.Tests.Secrets;

/// <summary>
/// Goal: the account's key and secret are taken from a file only while nobody else can read it, and nothing that stands
/// there is ever repeated.
/// </summary>
public sealed class CredentialFileSpecs : IDisposable
{
    private const string Good = "# of the node mm1\napi-key = Key-1\n\nsecret=Secret=1\n";
    private const UnixFileMode Ours = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("phoenix-").FullName;

    private string Place => Path.Combine(_folder, "credentials");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Key_and_secret_stand_each_on_a_line()
    {
        Write(Good);

        var read = CredentialFile.Read(Place);

        (read.ApiKey, read.Secret).ShouldBe(("Key-1", "Secret=1"));
    }

    [SkippableTheory]
    [InlineData(UnixFileMode.GroupRead, "0640")]
    [InlineData(UnixFileMode.OtherRead, "0604")]
    [InlineData(UnixFileMode.GroupWrite, "0620")]
    [InlineData(UnixFileMode.OtherExecute, "0601")]
    public void A_file_that_others_may_use_is_refused_with_its_mode(UnixFileMode others, string mode)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has other rights.");
        Write(Good);
        SetMode(Place, Ours | others);

        Told().ShouldBe(
        [
            $"phoenix.venue.credentials.file: {Place}: others may use this file (mode {mode}, expected 0600); "
                + $"chmod 600 {Place}",
        ]);
    }

    [SkippableFact]
    public void A_file_that_even_its_owner_may_only_read_is_as_good()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has other rights.");
        Write(Good);
        SetMode(Place, UnixFileMode.UserRead);

        CredentialFile.Read(Place).ApiKey.ShouldBe("Key-1");
    }

    [SkippableFact]
    public void Of_a_link_it_is_the_rights_of_the_file_it_leads_to_that_count()
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has other rights.");
        Write(Good);
        var file = Path.Combine(_folder, "elsewhere");
        File.Move(Place, file);
        File.CreateSymbolicLink(Place, file);
        CredentialFile.Read(Place).ApiKey.ShouldBe("Key-1");

        SetMode(file, Ours | UnixFileMode.OtherRead);

        Told().ShouldHaveSingleItem().ShouldContain("others may use this file (mode 0604");
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_told()
    {
        File.CreateSymbolicLink(Place, Path.Combine(_folder, "gone"));

        Told().ShouldHaveSingleItem().ShouldBe(
            $"phoenix.venue.credentials.file: {Place}: no such file; "
            + "name the file that holds the account's key and secret");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4097)]
    public void A_file_of_no_or_far_too_many_bytes_is_not_opened(int length)
    {
        Write(new string('x', length));

        Told().ShouldBe(
        [
            $"phoenix.venue.credentials.file: {Place}: expected a regular file of 1B to 4KiB, not of {length}B; "
                + "name the file that holds the account's key and secret",
        ]);
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        Directory.CreateDirectory(Place);

        Told().ShouldHaveSingleItem().ShouldStartWith($"phoenix.venue.credentials.file: {Place}: is a directory; ");
    }

    [SkippableFact]
    public void A_device_is_no_file()
    {
        Skip.IfNot(File.Exists("/dev/zero"), "There is no device that never ends.");

        Should.Throw<BadInputException>(() => CredentialFile.Read("/dev/zero"))
            .Message.ShouldContain("expected a regular file of 1B to 4KiB");
    }

    [Theory]
    [InlineData("api-key = Key-1", ": secret is missing: expected secret = …; add a line")]
    [InlineData("secret = Secret=1", ": api-key is missing: expected api-key = …; add a line")]
    [InlineData(Good + "secret = Other-1", ":5: secret stands there twice: ")]
    [InlineData("api-key = Key 1\n" + "secret = Secret=1", ":1: api-key is empty, or holds blanks, quotes or letters")]
    [InlineData("api-key = \"Key-1\"\nsecret = Secret=1", ":1: api-key is empty, or holds blanks, quotes or letters")]
    [InlineData("api-key = Key-1\nsecret =", ":2: secret is empty, or holds blanks, quotes or letters that no key")]
    [InlineData("api-key = Key-1\nsecret = Sécret", ":2: secret is empty, or holds blanks, quotes or letters")]
    [InlineData("Key-1\nSecret=1", ":1: this line says something else: expected api-key = … or secret = …; ")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nKey-1", ":1: a key in PEM, but only HMAC keys can be used: ")]
    public void A_mistake_is_told_by_its_line_and_nothing_of_the_line_is_repeated(string text, string told)
    {
        Write(text);

        var problems = Told();

        problems[0].ShouldStartWith(Place + told);
        foreach (var part in new[] { "Key-1", "Key 1", "Secret=1", "Other-1", "Sécret", "S?cret" })
        {
            problems.ShouldAllBe(problem => !problem.Contains(part, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_file_beside_the_environment_is_refused_because_one_of_two_accounts_would_trade()
    {
        const string Variable = "PHOENIX_CREDENTIAL_FILE_SPECS_KEY";
        Write(Good);
        Environment.SetEnvironmentVariable(Variable, "Key-2");

        var told = await Check(Variable);

        told.ShouldBe(
            $"phoenix.venue.credentials.file: {Place}: expected credentials in one place only, and {Variable} of the "
            + $"environment is set too; unset {Variable}, or remove the key file");
    }

    [Fact]
    public async Task What_the_environment_holds_is_not_repeated_either()
    {
        const string Variable = "PHOENIX_CREDENTIAL_SPECS_BAD_KEY";
        Environment.SetEnvironmentVariable(Variable, "Key-3\n");

        var told = await Check(Variable, file: "");

        told.ShouldStartWith(
            $"phoenix.venue.credentials.api-key-variable: environment variable {Variable} holds blanks, quotes or line "
            + $"ends: expected the account's credential there; set {Variable} anew");
        told.ShouldNotContain("Key-3");
    }

    private async Task<string> Check(string variable, string? file = null)
    {
        using var config = TemporaryFile.With($$"""
            include "testnet.conf"
            phoenix.node.data-folder = "{{_folder}}"
            phoenix.venue.credentials {
              file = "{{file ?? Place}}"
              api-key-variable = {{variable}}
              secret-variable = PHOENIX_CREDENTIAL_SPECS_UNSET
            }
            """);
        using var error = new StringWriter();
        (await PhoenixCommand.Run(["check", "--config", config.Path], TextWriter.Null, error))
            .ShouldBe(ExitCode.BadInput);
        return error.ToString().TrimEnd();
    }

    private string[] Told() =>
        [.. Should.Throw<BadInputException>(() => CredentialFile.Read(Place)).Problems.Select(p => p.ToString())];

    private void Write(string text)
    {
        File.WriteAllText(Place, text);
        SetMode(Place, Ours);
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
