using System.Reflection;
using CsCheck;
using Overtone.Build;

namespace Overtone.Tests.Build;

public class VersionMarkTests
{
    private const string Mark = "GLIBCXX_3.4.32";

    [Fact]
    public void In_the_package_one_flag_changes_and_a_second_time_nothing()
    {
        byte[] before = PackageBinding(), image = [.. before];

        Assert.True(VersionMark.Weaken(image, Mark));
        Assert.Equal(2, RequireOneFlag(before, image));
        Assert.False(VersionMark.Weaken(image, Mark));
        RequireOneFlag(before, image);
    }

    [Fact]
    public void A_version_that_is_not_asked_for_changes_nothing()
    {
        byte[] before = PackageBinding(), image = [.. before];
        Assert.False(VersionMark.Weaken(image, "GLIBCXX_3.4.3"));
        Assert.Equal(before, image);
    }

    [Fact]
    public void The_output_holds_the_weakened_copy_and_the_package_is_untouched()
    {
        var package = PackageBinding();
        var output = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"));

        RequireOneFlag(package, output);
        Assert.False(VersionMark.Weaken(output, Mark));
        Assert.True(VersionMark.Weaken(package, Mark));
        Assert.True(TensorLibrary.Load().Loaded);
    }

    [Fact]
    public void The_mark_is_found_wherever_it_stands() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 3]).Sample((before, within, after) =>
        {
            string[] versions = [.. Others(within), Mark, .. Others(after)];
            var image = SampleElf.Needing([
                .. Others(before).Select(name => (name, Others(2))),
                ("libstdc++.so.6", versions),
                ("libc.so.6", Others(2)),
            ]);
            byte[] weak = [.. image];
            Assert.True(VersionMark.Weaken(weak, Mark));
            RequireOneFlag(image, weak);
        }, iter: 64, threads: 1);

    [Fact]
    public void Two_libraries_with_the_mark_are_both_weakened()
    {
        var image = SampleElf.Needing(("a", ["X", Mark]), ("b", [Mark, "Y"]));
        byte[] before = [.. image];
        Assert.True(VersionMark.Weaken(image, Mark));
        Assert.Equal(2, before.Zip(image).Count(pair => pair.First != pair.Second));
    }

    [Fact]
    public void A_library_without_the_mark_or_without_needs_stays_what_it_is()
    {
        foreach (var image in new[] { SampleElf.Needing(("libc.so.6", ["GLIBC_2.36"])), SampleElf.Needing() })
        {
            byte[] before = [.. image];
            Assert.False(VersionMark.Weaken(image, Mark));
            Assert.Equal(before, image);
        }
    }

    [Fact]
    public void What_is_no_ELF_file_of_64_bits_in_little_endian_is_refused()
    {
        var sample = SampleElf.Needing(("a", [Mark]));
        Refused([], "not an ELF file");
        Refused(new byte[1000], "not an ELF file");
        Refused(sample[..63], "not an ELF file");
        Refused([.. "MZ"u8, .. sample[2..]], "not an ELF file");
        Refused([.. sample[..4], 1, .. sample[5..]], "found class 1, byte order 1");
        Refused([.. sample[..5], 2, .. sample[6..]], "found class 2, byte order 2");
    }

    [Fact]
    public void A_truncated_file_is_refused_and_left_alone()
    {
        var sample = SampleElf.Needing(("libc.so.6", ["GLIBC_2.36"]), ("libstdc++.so.6", [Mark]));
        for (var length = 64; length < sample.Length - 64; length++)
        {
            Refused(sample[..length], "outside the file");
        }

        var binding = PackageBinding();
        Refused(binding[..(binding.Length / 2)], "outside the file");
    }

    [Fact]
    public void Damaged_tables_give_an_answer_or_a_refusal_and_nothing_else()
    {
        var sample = SampleElf.Needing(("libc.so.6", ["GLIBC_2.36", "GLIBC_2.34"]), ("libstdc++.so.6", ["CXXABI_1.3", Mark]));
        Gen.Select(Gen.Int[6, sample.Length - 1], Gen.Byte).Array[1, 4].Sample(damages =>
        {
            byte[] image = [.. sample];
            foreach (var (index, value) in damages)
            {
                image[index] = value;
            }

            try
            {
                VersionMark.Weaken(image, Mark);
            }
            catch (InvalidDataException)
            {
                // A refusal.
            }
        }, iter: 20_000, threads: 1);
    }

    private static void Refused(byte[] image, string reason)
    {
        byte[] before = [.. image];
        Assert.Contains(
            reason,
            Assert.Throws<InvalidDataException>(() => VersionMark.Weaken(image, Mark)).Message,
            StringComparison.Ordinal);
        Assert.Equal(before, image);
    }

    // The one byte in which the two differ, which must differ in the flag "weak" only.
    private static int RequireOneFlag(byte[] before, byte[] after)
    {
        Assert.Equal(before.Length, after.Length);
        var index = Assert.Single(Enumerable.Range(0, before.Length), n => before[n] != after[n]);
        Assert.Equal(before[index] | 2, after[index]);
        return before[index] ^ after[index];
    }

    private static byte[] PackageBinding()
    {
        var folder = typeof(VersionMarkTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(a => a.Key == "TorchSharpFolder")
            .Value!;
        var file = Path.Combine(folder, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(file), "TorchSharp's package has no binding for Linux here.");
        return File.ReadAllBytes(file);
    }

    private static string[] Others(int count) => [.. Enumerable.Range(0, count).Select(n => $"OTHER_{n}")];
}
