using System.Diagnostics;

namespace Overtone.Cli.Tests;

/// <summary>Runs the built program as a person would, in a folder of its own with a store of its own, unless one is shared.</summary>
internal sealed class CommandLine(string? store = null) : IDisposable
{
    private static readonly Lazy<string> Shared = new(MakeShared);

    /// <summary>A store for tests that look at what a run gives, not at how: the same run is measured once for all.</summary>
    public static string SharedStore => Shared.Value;

    public string Folder { get; } = Directory.CreateTempSubdirectory("overtone-cli-").FullName;

    public string Store => store ?? Path.Combine(Folder, "store");

    public Result Run(string arguments, params (string Name, string Value)[] environment) =>
        RunArguments(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries), environment);

    /// <summary>Runs a command that must end well, and shows what it said when it does not.</summary>
    public Result Succeed(string arguments, params (string Name, string Value)[] environment)
    {
        Result result = Run(arguments, environment);
        Assert.True(
            result.ExitCode == Hosting.ExitCode.Success, $"'{arguments}' ended with {result.ExitCode}:\n{result.Output}{result.Error}");
        return result;
    }

    public Result RunProgram(string program, string arguments) =>
        Finish(Start(program, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)), arguments);

    public Result RunArguments(string[] arguments, params (string Name, string Value)[] environment) =>
        Finish(Start(arguments, environment), string.Join(' ', arguments));

    public Process Start(string[] arguments, params (string Name, string Value)[] environment) =>
        Start("Overtone.Cli", arguments, environment);

    private static Result Finish(Process started, string arguments)
    {
        using Process process = started;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)), $"'{arguments}' did not end");
        return new Result(process.ExitCode, output.Result, error.Result);
    }

    private Process Start(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? program + ".exe" : program))
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["OVERTONE_HOME"] = Store;
        start.Environment["OVERTONE_DATA"] = "";
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>The finished trials of a store.</summary>
    public string[] Stored(string store) =>
        Directory.Exists(Path.Combine(Folder, store, "trials"))
            ? Directory.GetFiles(Path.Combine(Folder, store, "trials"), "trial.json", SearchOption.AllDirectories)
            : [];

    public void AssertSameTables(string first, string second)
    {
        string[] tables = Directory.GetFiles(Path.Combine(Folder, first, "tables"));
        Assert.NotEmpty(tables);
        Assert.All(
            tables,
            table =>
                Assert.Equal(File.ReadAllBytes(table), File.ReadAllBytes(Path.Combine(Folder, second, "tables", Path.GetFileName(table)))));
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string MakeShared()
    {
        string folder = Directory.CreateTempSubdirectory("overtone-store-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    public sealed record Result(int ExitCode, string Output, string Error);
}
