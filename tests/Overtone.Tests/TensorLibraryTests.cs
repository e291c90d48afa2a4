namespace Overtone.Tests;

public sealed class TensorLibraryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Libtorch_loads_and_says_what_it_is()
    {
        var library = TensorLibrary.Load();

        Assert.True(library.Loaded, library.Problem);
        Assert.Empty(library.Problem);
        foreach (var name in new[] { "TorchSharp", "libtorch", "threads", "processor capability", "CUDA" })
        {
            Assert.False(string.IsNullOrWhiteSpace(Assert.Single(library.Facts, fact => fact.Name == name).Value));
        }

        if (OperatingSystem.IsLinux())
        {
            Assert.All(
                library.Facts.Where(fact => fact.Value.EndsWith(".so", StringComparison.Ordinal)),
                fact => Assert.True(File.Exists(fact.Value)));
            Assert.Contains(library.Facts, fact => fact.Name == "libLibTorchSharp");
            Assert.Contains(library.Facts, fact => fact.Name == "libtorch_cpu");
        }
    }

    [Fact]
    public void Where_caches_are_hidden_convolutions_take_kernels_that_are_right()
    {
        Assert.SkipUnless(HiddenCaches.AreHere, "This processor says how large its caches are.");
        var convolutions = Assert.Single(TensorLibrary.Load().Facts, fact => fact.Name == "convolutions").Value;
        Assert.StartsWith(Environment.GetEnvironmentVariable(HiddenCaches.Setting)!, convolutions, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_binding_is_named()
    {
        OnLinux();
        Assert.Contains($"{_folder.Path}/libLibTorchSharp.so does not exist", Explain(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_binding_that_asks_for_a_newer_runtime_is_told_from_other_failures()
    {
        OnLinux();
        Assert.SkipUnless(LibstdcxxVersion.OfSystem() is not null, "This system's libstdc++ is not where it is looked for.");
        _folder.Write("libLibTorchSharp.so", "GLIBCXX_3.4.9999");
        Assert.Contains(
            $"asks for GLIBCXX_3.4.9999, but this system's libstdc++ only goes up to {LibstdcxxVersion.OfSystem()}",
            Explain(),
            StringComparison.Ordinal);

        _folder.Write("libLibTorchSharp.so", "GLIBCXX_3.4.1");
        Assert.Contains("(the innermost reason). 'ldd ", Explain(), StringComparison.Ordinal);
    }

    private static void OnLinux() => Assert.SkipUnless(OperatingSystem.IsLinux(), "The binding has another name on other systems.");

    private string Explain() =>
        TensorLibrary.Explain(
            new NotSupportedException("outer", new DllNotFoundException("the innermost reason\nand its trace")), _folder.Path);
}
