@echo off
rem Starts Patchbay: finds a JDK 25 and hands over. Variables: JAVA_HOME or PATCHBAY_JAVA (which Java),
rem PATCHBAY_JAVA_OPTS (more flags for Java, such as -Xmx2g), PATCHBAY_AOT (required does not start here, all else
rem goes without the start-up cache).
rem Quotes have no escape here, and a path without them may end a block: Program Files (x86).
setlocal EnableExtensions DisableDelayedExpansion
for %%I in ("%~dp0..") do set "PATCHBAY_HOME=%%~fI"
if not exist "%PATCHBAY_HOME%\lib" (
  echo patchbay: "%PATCHBAY_HOME%\lib" is missing; unpack the archive again. 1>&2
  exit /b 1
)

set "JAVA="
if not defined PATCHBAY_JAVA goto search
set "JAVA=%PATCHBAY_JAVA%"
if exist "%JAVA%" goto found
if exist "%JAVA%.exe" goto found
echo patchbay: PATCHBAY_JAVA is "%PATCHBAY_JAVA%", and no program is there. 1>&2
exit /b 1

:search
call :try "%JAVA_HOME%"
if not defined JAVA call :try "%JAVA25_HOME%"
if not defined JAVA call :try "%JAVA_HOME_25_X64%"
if not defined JAVA call :try "%JAVA_HOME_25_ARM64%"
if not defined JAVA for /f "delims=" %%J in ('where java 2^>nul') do if not defined JAVA call :try "%%~dpJ.."
for %%F in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%ProgramFiles%\Zulu" "%USERPROFILE%\.jdks" "%USERPROFILE%\.m2\jdks" "%USERPROFILE%\.gradle\jdks" "%USERPROFILE%\.jbang\cache\jdks") do (
  if not defined JAVA if exist "%%~F" for /d %%D in ("%%~F\*") do if not defined JAVA call :try "%%~D"
)
if not defined JAVA (
  echo patchbay: no JDK 25 found in JAVA_HOME, JAVA25_HOME, the PATH, Program Files, .jdks and the like; install one ^(such as Temurin 25^) or set JAVA_HOME to its folder. 1>&2
  exit /b 1
)

:found
set "PATCHBAY_TERMINAL="
set "FLAGS=-Djdk.serialFilter=!* --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
set "SERVER="
for %%M in (dev serve stdio) do if "%~1"=="%%M" set "SERVER=1"
if not defined SERVER (
  set "FLAGS=%FLAGS% -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"
  goto start
)
rem The agent that checks plugins needs Linux or macOS: here a server starts with plugins.agent set to off. The start-up
rem cache is made beside it.
if "%PATCHBAY_AOT%"=="required" (
  echo patchbay: there is no start-up cache under Windows; leave PATCHBAY_AOT out. 1>&2
  exit /b 1
)
set "FLAGS=%FLAGS% @server.flags@ @guard.flags@"
rem Java takes one collector: the one that is asked for, or this
set PATCHBAY_JAVA_OPTS 2>nul | findstr /r /c:" -XX:+Use.*GC" /c:"=-XX:+Use.*GC" >nul || set "FLAGS=%FLAGS% @collector.flags@"
rem What Java itself has to say goes to the standard output, which is a client's here.
if "%~1"=="stdio" set "FLAGS=%FLAGS% -Xlog:disable -Xlog:all=warning:stderr -XX:+DisplayVMOutputToStderr"

:start
"%JAVA%" %FLAGS% %PATCHBAY_JAVA_OPTS% -cp "%PATCHBAY_HOME%\lib\*" dev.patchbay.server.Main %*
exit /b %ERRORLEVEL%

:try
if "%~1"=="" exit /b 0
if not exist "%~1\release" exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
findstr /r /c:"^JAVA_VERSION=.25[^0-9]" "%~1\release" >nul 2>nul && set "JAVA=%~1\bin\java.exe"
exit /b 0
