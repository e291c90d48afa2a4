namespace Overtone.Bench.Measuring;

/// <summary>The least .NET programs there are, made with the settings of the tool: what every program must at least cost.</summary>
internal static class EmptyProgram
{
    /// <summary>Does nothing at all.</summary>
    public const string Nothing = "return 0;";

    /// <summary>What <c>dotnet new console</c> writes: starting to use the console has its price too.</summary>
    public const string OneLine = "Console.WriteLine(\"Hello, World!\");";

    private const string Name = "Empty";

    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <TieredPGO>false</TieredPGO>
            <InvariantGlobalization>true</InvariantGlobalization>
            <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
            <SelfContained>false</SelfContained>
            <PublishReadyToRun>true</PublishReadyToRun>
          </PropertyGroup>
        </Project>
        """;

    /// <summary>Writes the project and makes the program.</summary>
    /// <param name="verb"><c>build</c> or <c>publish</c>.</param>
    /// <param name="code">What it does.</param>
    /// <param name="folder">Where it may make folders.</param>
    public static StartedProgram Make(string verb, string code, DirectoryInfo folder)
    {
        DirectoryInfo own = folder.CreateSubdirectory(Path.GetRandomFileName());
        string source = own.CreateSubdirectory("source").FullName, output = Path.Combine(own.FullName, "program");
        File.WriteAllText(Path.Combine(source, Name + ".csproj"), Project);
        File.WriteAllText(Path.Combine(source, "Program.cs"), code + "\n");
        // Whatever lies above the temporary folder has no say in it.
        DotnetTool.Make(
            verb, source, output, "ImportDirectoryBuildProps=false", "ImportDirectoryBuildTargets=false",
            "ImportDirectoryPackagesProps=false");
        return StartedProgram.In(output, Name);
    }
}
