using System.Text.Json;

namespace Overtone.Cli.Tests.Independent;

/// <summary><c>overtone verify --independent</c>, as one types it.</summary>
public sealed class VerifyIndependentTests : IDisposable
{
    private readonly CommandLine _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void One_study_is_compared_or_skipped_with_the_reason()
    {
        CommandLine.Result result = _program.Run("verify --independent ball-average --json --quiet");
        Assert.Equal(0, result.ExitCode);
        using var json = JsonDocument.Parse(result.Output);
        if (json.RootElement.TryGetProperty("skipped", out JsonElement reason))
        {
            Assert.NotEmpty(reason.GetString()!);
            return;
        }

        Assert.True(json.RootElement.GetProperty("agree").GetBoolean());
        Assert.All(
            json.RootElement.GetProperty("comparisons").EnumerateArray(),
            comparison => Assert.Equal("ball-average", comparison.GetProperty("study").GetString()));
    }

    [Theory]
    [InlineData("verify --independent nothing", "study: found nothing, expected none, for all, or one of")]
    [InlineData("verify --independent --python no-such-python", "there is no such program")]
    [InlineData("verify", "a run's folder, or --independent")]
    public void What_cannot_be_is_said_with_what_can(string command, string expected)
    {
        CommandLine.Result result = _program.Run(command);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
